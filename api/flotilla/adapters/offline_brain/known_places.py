"""Countries, states and larger cities, lower case and without accents; they help where writing gives no sign."""

from collections.abc import Sequence

from flotilla.adapters.offline_brain.data import lines
from flotilla.adapters.offline_brain.known_names import LAST_NAMES
from flotilla.adapters.offline_brain.text import Word

REGIONS = frozenset(
    line.strip()
    for line in """
acre|alagoas|amapa|amazonas|bahia|ceara|distrito federal|espirito santo|goias|maranhao|mato grosso|
mato grosso do sul|minas gerais|minas|paraiba|parana|pernambuco|piaui|rio de janeiro|rio grande do norte|
rio grande do sul|rondonia|roraima|santa catarina|sao paulo|sergipe|tocantins|alabama|alaska|arizona|arkansas|
california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|
louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|
new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|
rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|
wyoming|ontario|quebec|british columbia|alberta|jalisco|nuevo leon|yucatan|quintana roo|puebla|veracruz|chiapas|
oaxaca|guanajuato|queretaro|estado de mexico|edomex|cdmx|antioquia|cundinamarca|valle del cauca|cordoba|santa fe|
mendoza|tucuman|salta|andalucia|cataluna|galicia|pais vasco|england|scotland|wales|northern ireland|brasil|brazil|
argentina|mexico|mejico|colombia|chile|peru|uruguay|uruguai|paraguay|paraguai|bolivia|ecuador|equador|venezuela|
costa rica|panama|guatemala|honduras|el salvador|nicaragua|cuba|republica dominicana|dominican republic|
puerto rico|porto rico|espana|spain|espanha|portugal|usa|eua|ee uu|united states|estados unidos|uk|
united kingdom|reino unido|ireland|irlanda|canada|france|francia|franca|germany|alemania|alemanha|italy|italia|
netherlands|holanda|paises bajos|belgium|belgica|switzerland|suiza|suica|austria|sweden|suecia|norway|noruega|
denmark|dinamarca|finland|poland|polonia|greece|grecia|turkey|turquia|japan|japon|japao|china|india|australia|
new zealand|nova zelandia|south africa|angola|mocambique|mozambique|cabo verde|nigeria|kenya|egypt|israel|uae|
emirates|philippines|indonesia|singapore|new south wales|queensland|victoria|tasmania|south australia|
western australia|manitoba|saskatchewan|nova scotia|new brunswick|carabobo|zulia|tachira|capital federal|caba|
provincia de buenos aires|estado de sao paulo|michoacan|sinaloa|sonora|tamaulipas|tabasco|morelos|nayarit|colima|
zacatecas|baja california|coahuila|santander|boyaca|tolima|huila|risaralda|quindio|pichincha|guayas|azuay|misiones|
chubut|entre rios|corrientes|rio negro|chaco|jujuy|catamarca|la rioja|santiago del estero|castilla y leon|aragon|
asturias|cantabria|extremadura|navarra|andalusia|catalonia|galiza|algarve|alentejo|acores|azores|madeira|
q roo|edo mex|nova york|nova iorque|nueva york|nova jersey|nueva jersey|carolina do norte|carolina del norte|
carolina do sul|
carolina del sur|pensilvania|luisiana|tejas|virginia occidental|nuevo mexico|novo mexico|massachussets|
inglaterra|escocia|gales|irlanda del norte|irlanda do norte|gra bretanha|gran bretana|great britain|rusia|russia|
corea del sur|coreia do sul|south korea|arabia saudita|saudi arabia|emiratos arabes|emirados arabes|sudafrica|
africa do sul|nueva zelanda|filipinas|marruecos|marrocos|morocco|ghana|egipto|egito|ucrania|ukraine|rumania|romania|
hungria|hungary|polonia|suecia|noruega|finlandia|islandia|iceland|luxemburgo|luxembourg|guinea bissau|guine bissau|
heredia|alajuela|cartago|guanacaste|limon|puntarenas|la libertad|cajamarca|ancash|loreto|ucayali|callao|magallanes|
araucania|biobio|maule|valparaiso|los lagos|los rios|coquimbo|atacama|tarapaca|la pampa|santa cruz|formosa|
san luis potosi|hidalgo|guerrero|tlaxcala|campeche|durango|aguascalientes|cesar|magdalena|atlantico|bolivar|sucre|
narino|cauca|meta|casanare|arauca|putumayo|amazonas|vaupes|caldas|norte de santander|la guajira|miranda|aragua|
lara|falcon|anzoategui|monagas|delta amacuro|yaracuy|portuguesa|barinas|trujillo|nueva esparta
""".replace("\n", "").split("|")
    if line.strip()
)

_SHORT = """
ac al ap am ba ce df es go ma mt ms mg pa pb pr pe pi rj rn rs ro rr sc sp se to ak az ar ca co ct de fl ga hi id il
in ia ks ky la me md mi mn mo ne nv nh nj nm ny nc nd oh ok or ri sd tn tx ut vt va wa wv wi wy dc br us uk usa eua
uy mx pt on bc qc nsw jal gto qro mich tamps chih pue hgo oax coah dgo nay slp tlax yuc zac chis bcs nl vic qld
"""
CODES = frozenset(_SHORT.split())
"""Short codes of states and countries, which count only in capitals or after a comma, a slash or a dash."""

_COUNTY_NAMES = """
kerry mayo donegal kildare meath wicklow wexford kilkenny tipperary clare waterford leitrim louth monaghan cavan
roscommon westmeath offaly laois carlow longford antrim armagh down fermanagh tyrone derry kent essex surrey sussex
devon cornwall dorset somerset norfolk suffolk lancashire yorkshire cumbria cheshire derbyshire nottinghamshire
lincolnshire leicestershire staffordshire shropshire worcestershire warwickshire oxfordshire hampshire wiltshire
gloucestershire hertfordshire bedfordshire buckinghamshire berkshire cambridgeshire northumberland durham fife
"""
COUNTIES = frozenset(_COUNTY_NAMES.split())
"""Counties of the British Isles, which count behind a town only: some are names too."""

CITIES = frozenset(
    line.strip()
    for line in """
recife|olinda|belem do para|lauro de freitas|
jaboatao|jaboatao dos guararapes|caruaru|petrolina|joao pessoa|campina grande|natal|mossoro|
fortaleza|sobral|juazeiro do norte|teresina|sao luis|imperatriz|belem|ananindeua|macapa|manaus|boa vista|
porto velho|rio branco|palmas|salvador|feira de santana|vitoria da conquista|ilheus|porto seguro|aracaju|maceio|
arapiraca|vitoria|vila velha|belo horizonte|bh|uberlandia|uberaba|juiz de fora|contagem|betim|montes claros|
ouro preto|governador valadares|ipatinga|rio|niteroi|sao goncalo|duque de caxias|nova iguacu|petropolis|
campos dos goytacazes|buzios|cabo frio|angra dos reis|sampa|guarulhos|campinas|santos|sao bernardo do campo|
santo andre|sao caetano do sul|osasco|barueri|sorocaba|ribeirao preto|sao jose dos campos|sao jose do rio preto|
bauru|piracicaba|jundiai|limeira|franca|maringa|londrina|curitiba|ponta grossa|cascavel|foz do iguacu|
florianopolis|floripa|joinville|blumenau|chapeco|itajai|balneario camboriu|criciuma|porto alegre|caxias do sul|
pelotas|canoas|santa maria|gramado|novo hamburgo|passo fundo|goiania|anapolis|brasilia|taguatinga|cuiaba|
rondonopolis|campo grande|dourados|sinop|boa viagem|copacabana|ipanema|lisboa|lisbon|porto|coimbra|braga|faro|
aveiro|sintra|cascais|luanda|maputo|buenos aires|rosario|la plata|mar del plata|bariloche|neuquen|san juan|
san luis|parana|resistencia|posadas|montevideo|montevideu|punta del este|asuncion|assuncao|santiago|
santiago de chile|valparaiso|vina del mar|concepcion|antofagasta|temuco|la serena|lima|arequipa|cusco|cuzco|
trujillo|piura|chiclayo|la paz|santa cruz|santa cruz de la sierra|cochabamba|sucre|quito|guayaquil|cuenca|bogota|
medellin|cali|barranquilla|cartagena|bucaramanga|pereira|manizales|santa marta|cucuta|ibague|caracas|maracaibo|
valencia|barquisimeto|merida|ciudad de mexico|mexico city|cdmx|guadalajara|monterrey|tijuana|leon|ciudad juarez|
cancun|playa del carmen|toluca|morelia|hermosillo|saltillo|mexicali|culiacan|acapulco|xalapa|san luis potosi|
aguascalientes|chihuahua|torreon|tampico|mazatlan|panama city|ciudad de panama|san jose|san salvador|tegucigalpa|
managua|ciudad de guatemala|guatemala city|santo domingo|la habana|havana|madrid|barcelona|sevilla|seville|
zaragoza|malaga|murcia|bilbao|alicante|granada|valladolid|vigo|gijon|las palmas|palma de mallorca|san sebastian|
salamanca|toledo|cadiz|new york city|nyc|los angeles|chicago|houston|phoenix|philadelphia|san antonio|
san diego|dallas|austin|jacksonville|fort worth|columbus|charlotte|san francisco|indianapolis|seattle|denver|
boston|nashville|detroit|portland|las vegas|memphis|baltimore|milwaukee|albuquerque|tucson|fresno|sacramento|
atlanta|miami|orlando|tampa|minneapolis|cleveland|new orleans|oakland|honolulu|pittsburgh|cincinnati|st louis|
saint louis|brooklyn|queens|manhattan|bronx|salt lake city|kansas city|raleigh|oklahoma city|el paso|
washington dc|long beach|omaha|tulsa|arlington|anaheim|santa ana|st paul|newark|jersey city|buffalo|richmond|
boise|madison|spokane|baton rouge|savannah|charleston|palo alto|berkeley|cambridge|toronto|montreal|vancouver|
calgary|ottawa|edmonton|winnipeg|halifax|london|manchester|birmingham|leeds|liverpool|bristol|glasgow|edinburgh|
cardiff|belfast|oxford|brighton|york|newcastle|sheffield|nottingham|dublin|cork|galway|paris|lyon|marseille|
berlin|munich|hamburg|frankfurt|cologne|rome|roma|milan|milano|naples|florence|turin|venice|amsterdam|rotterdam|
brussels|zurich|geneva|vienna|stockholm|oslo|copenhagen|helsinki|warsaw|prague|budapest|athens|istanbul|moscow|
tokyo|osaka|kyoto|beijing|shanghai|hong kong|singapore|seoul|bangkok|mumbai|delhi|new delhi|bangalore|sydney|
melbourne|brisbane|perth|auckland|wellington|cape town|johannesburg|lagos|nairobi|cairo|dubai|tel aviv|manila|
jakarta|
neza|gdl|mty|qro|tj|cdmx|df|bsas|baires|caba|medallo|sampa|floripa|poa|sjc|sbc|bhz|nyc|atl|philly|vegas|dfw|
londres|nova deli|nueva delhi|genebra|ginebra|zurique|viena|praga|bruxelas|bruselas|amsterda|estocolmo|copenhague|
moscou|moscu|pequim|pekin|toquio|tokio|milao|florenca|florencia|veneza|venecia|napoles|turim|filadelfia|
nova orleans|nueva orleans|sao francisco|burdeos|marselha|marsella|lyon|munique|munich|colonia|hamburgo|berlim
""".replace("\n", "").split("|")
    if line.strip()
)

PLACES = REGIONS | CITIES | frozenset(lines("towns"))
LONGEST_PLACE = max(len(place.split()) for place in PLACES)
"""In words."""

_LOWER = "mg ny sp rj ba rs sc pr df ce rn pb mt ms go tx fl ca nj az nv ga nc il wa usa uk edomex"
LOWER_CODES = frozenset(_LOWER.split())
"""Codes that are no words, so that they count in small letters too."""


def known_place(words: Sequence[Word]) -> str:
    """The longest known place that the words begin with, plain, or nothing."""
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        name = " ".join(word.plain for word in words[:length])
        if name in PLACES:
            return name
    return ""


def names_place(words: Sequence[Word]) -> bool:
    """Whether they begin with a known place: "Altagracia Peña" is a person, though there is a town of that name."""
    length = len(known_place(words).split())
    surname = length == 1 and len(words) == 2 and words[1].plain in LAST_NAMES
    return length > 0 and not surname
