"""Words that are never part of a name or a place, in three languages, lower case and without accents."""

_ENGLISH = """
a about above actually after again ago all almost already also although always am an and another any anybody anyone
anything anyway are around as ask asked asking at available away back bad be because been before being best better
between big bit both bought bro but buy buying by bye call called calling came can cannot cant catalog catalogue
cheap check come coming cool correct cost could couldnt currently customer day days deal dear delivery detail
details did didnt different discount do does doesnt doing done dont down dude each early either else email emailed
end enough even ever every everybody everyone everything exactly excited excuse fast few fine first for forget
forgot found free friend from full fun further game gave get getting give given go goes going gonna good got great
guess guys had haha hahaha happy hard has hasnt have havent having he hear hello help helpful her here hers hey hi
high him his hmm hold home hope how however hurry i id idea if ill im important in info information inquiring
instead interested into is isnt it its ive job joking just keep kidding kind kinda know last late later lately least
leave less let lets like little lives living live located lol long looking look lost lot lots love made mail mailed
maybe me mean meant message might mine minute moment money more morning most much must my myself name named names
near need needed needs never new next nice night no nobody none nope nor not nothing now number of off offer ok okay
old omg on once one ones online only oops open or order ordered other others our out over own package paid pay
payment people person phone please plan plans pls possible prefer price prices pricing private probably problem
product products question questions quick quite quote rather read ready real really reason regarding regards reply
right robot said same saw say saying says secret see seen sell selling send sent serious service she ship shipping
shop should show sick since sir so some somebody someone something soon sorry sounds speak stay staying still stop
store stuff stupid such sure surely talk tell testing than thank thanks that thats the their them then there these
they theyre thing things think this those though thx till time tired to today together told tomorrow tonight too
totally town tried true try trying twice u under unfortunately until up ur urgent us use used using usually very via
wait waiting wanna want wanted wants was wasnt way we week weekend welcome well went were what whatever whats
whatsapp when where which while who whom whose why will wish with without wonder wondering wont work working works
worried would write writing wrong yeah year years yep yes yesterday yet you your youre yours yourself zip single
married vegan vegetarian vacation traveling travelling brazilian american mexican spanish portuguese english
argentinian colombian chilean peruvian british canadian french german italian monday tuesday wednesday thursday
friday saturday sunday january february april june july august september october november december student doctor
lawyer teacher engineer nurse developer manager designer owner architect dentist entrepreneur unemployed retired
budget cash website page instagram facebook google nah oh ah wow yo test teste prueba adivinha adivina grupo group
iphone netflix samsung amazon galaxy black feliz cumpleanos aniversario birthday christmas sozinho sozinha sola
alone allergic alergico alergica alergia amazing raining aguardando olhando interessa mirando vegetariano
vegetariana vegano vegana medo mola centro onibus autobus blue red green white yellow azul vermelho verde branco
preto rojo blanco negra amarelo pertinho pertico cerquita hes shes weve ive theyve youve wtf wth hmm hm uh umm um
huh duh bruh damn
"""

_PORTUGUESE = """
rs rsrs rsrsrs kk kkkk hahahah
a acho achei agora agradeco ai ainda alem algo alguem algum alguma alias ali amanha amigo amiga amor ando ante antes
ao aos apenas apartamento aqui aquele aquela aquilo as ate atendente atraves atualmente bacana barato bem blz boa
boas bom bons brincadeira brincando brinks busco cada cade caramba caro casa cedo certeza certo chama chamar chamo
cidade claro coisa com combinado como compra comprar comprei conhecer consigo conta contato contigo contratar
correto credo cujo curioso curtir custa custo da dai dao daqui das de dela dele deles demais depois desculpa
desculpe desde dessa desse desta deste detalhes deu deve devo dia dias digo dinheiro direito disse disso diz dizer
do dois dos duas duvida duvidas e eh ela elas ele eles em email embora endereco enfim entao entrega entregam entre
era errado errei escrevendo escrevo essa esse esta estamos estao estar estava este esteja estou eu exatamente existe
fala falando falar falo favor faz fazer fiquei ficar fico foi fora forma forte frete fui fundo funciona galera
ganhei gente gosta gostaria gostei gosto grana grande grato grata ha haver hein hoje hora horario horas ideia ih
importante indo informacao informacoes informar inicio interessada interessado interesse isso isto ja jeito juro
junto kkk kkkk kkkkk la lado legal lembro levar lhe liga ligar ligo loja logo longe lugar mais mal mandar mande
manda marca mas maravilha me mensagem meio melhor menos mensal mentira mesma mesmo meu meus mim minha minhas momento
moro mora moramos morar muita muito muitas muitos mundo na nada nao nas nenhum nenhuma nem ne nesse nessa nesta
neste ninguem nisso no noite nome nos nossa nosso nova novo num numa numero nunca o obg obrigada obrigado obs ola oi
olha onde online ontem oportunidade opa orcamento os ou outra outro outros ops pacote pagamento pagar pagina para
parece parte partir passar passo paguei pedido pela pelo pensando pensei pequeno perdao perfeito perguntar pergunta
perto pessoa pessoal plano planos pode podem poderia podes posso pouco por porem porque pq pra prazer preciso
precisando preco precos prefiro pretendo primeiro privado problema produto produtos promocao proprio pro proxima
proximo pouquinho qual quais qualquer quando quanto quantos quarta quase que quem quer quero queria quinta quis
realmente reais receber recebi resido resolver responder robo saber sabado sabe saiu sao se segunda segredo seja sem
semana sempre sendo senhor senhora ser sera seria servico seu seus sexta si sim site so sobre sou sua suas super ta
tal talvez tambem tanto tarde te telefone tem temos tempo tenho ter terca ti tipo tive to toda todas todo todos
trabalho trabalha tranquilo tres tu tudo tutorial um uma umas uns urgente usar vai valeu valor valores vamos vcs vc
veja vem vender vendo ver verdade vez vezes vi vim viu vivo viver voce voces vou vlw vontade whats whatsapp zap
zoeira brasileiro brasileira argentino mexicano casado casada solteiro solteira advogado advogada medico medica
professor professora engenheiro engenheira estudante dentista cliente aposentado aposentada empresario empresaria
autonomo autonoma dono dona vendedor vendedora representante gerente janeiro fevereiro marco abril maio junho julho
agosto setembro outubro novembro dezembro domingo tbm tb hj eita uai po pois ata aham uhum beleza entendi ok okay
curiosidade pressa reuniao viagem ferias transito
"""

_SPANISH = """
entiendo entender creo quise ll don
a acá aca ademas adelante adios ahi ahora ahorita al algo alguien algun alguna algunos alla alli amigo amiga amor
antes apenas aparte aqui asi aun aunque ayer ayuda ayudar bastante bien broma bromeando bueno buena buenas buenos
buen busco cada caro casa casi cerca ciudad claro como compra comprar compre con conmigo conocer consulta contigo
contra correcto correo cosa costo cuando cual cuales cualquier cuanto cuanta cuantos cuesta cuestan da dame dar de
debe debo decir del demas departamento desde despues detalle detalles dia dias dice dicen digo dime dinero direccion
disculpa disculpe disponible donde dos duda dudas e el ella ellas ello ellos empiezo en encanta encantado encantada
encantaria encontre enero entonces entre envia enviar envio envios era eres es esa escribe escribo ese eso espera
esperando esta estaba estamos estan estar estas este esto estoy etc exacto existe favor fecha fin fue fuera funciona
gracias genial gente gran grande gusta gustaria gusto ha haber habla hablar hablo hace hacer hacia hasta hay he hey
hice hola hora horas horario hoy idea igual importa importante info informacion informes interesa interesada
interesado jaja jajaja jajajaja junto la las le lejos les lo los luego lugar llama llamar llamo llego llamas mal
manana mandar mas me medio mejor menos mensaje mentira mes mi mia mias mil mio mios mira misma mismo momento muchas
mucho muchos muy nada nadie necesito ni ningun ninguna no noche nombre nos nosotros nuestra nuestro nueva nuevo
numero nunca o oferta ojala oye otra otro otros pagar pago pagina para parece parte pasa pasado paso pedido pedir
pensando pero perdon perfecto persona personas plan planes poco podria podrian poder poner por porque posible precio
precios prefiero pregunta preguntar primero privado probando problema producto productos prometo pronto propio
proximo pues puede pueden puedes puedo que quien quienes quiere quiero quisiera rapido real realidad radico recibi
referente resido responder robot saber sabe sabes saludos se sea seguro semana senor senora ser seria servicio si
siempre sin sino sitio sobre solo somos son soy su sus tal tambien tampoco tan tanto tarde te telefono tengo ti
tiempo tiene tienen tienes tienda todo toda todos tomar trabaja trabajo tu tus tuve u ultimo un una unas uno unos
urgente usar usted ustedes va vale vamos varios veces vendedor vender veo ver verdad vez via viene vive vivimos
vivir vivo voy y ya yo brasileno brasilena argentina argentino mexicana mexicano colombiano colombiana chileno
chilena peruano peruana espanol espanola casado casada soltero soltera abogado abogada medica estudiante profesor
profesora ingeniero ingeniera enfermera duena dueno cliente jubilado jubilada febrero abril mayo junio julio
septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo che wey vos sos prisa
reunion camino vacaciones jefe porfa
"""

NEVER_IN_A_NAME = frozenset((_ENGLISH + _PORTUGUESE + _SPANISH).split())

_BUSINESSES = """
transportes transportadora clinica consultorio loja lojas oficina restaurante padaria farmacia escola colegio academia
imobiliaria construtora hotel pousada mercado mercearia salao barbearia studio estudio taller tienda ferreteria
inmobiliaria panaderia farmacia escuela gimnasio peluqueria comercial grupo associacao igreja condominio hospital
"""
BUSINESS_WORDS = frozenset(_BUSINESSES.split())
"""What the name of a business begins with: "Clínica Sorriso" is nobody's name."""

_PARTICLES = "de da do dos das del di van von der den la las los el al bin ben mc mac st san santa"
PARTICLES = frozenset(_PARTICLES.split())
"""Words inside a name, which may not end it."""

_TITLES = """
o a el la the pr pra pe adv arq cap sgt rev pastor pastora seu dr dra sr sra srta mr mrs ms miss don dona prof profa
eng ing lic licda mtro mtra tec enf enfa dom sir madam inge profe doc doctor doctora doutor doutora compadre comadre
maestro maestra mestre tio tia irmao hermano hermana
"""
TITLES = frozenset(_TITLES.split())
"""What may stand before a name without being part of it."""

_PLACE_PARTICLES = "de do da dos das del la las los el e of upon on y the sur sul"
PLACE_PARTICLES = frozenset(_PLACE_PARTICLES.split())
"""Words inside the name of a place, which may not end it."""
