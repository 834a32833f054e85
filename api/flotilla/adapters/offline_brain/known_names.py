"""First and family names common in English, Portuguese and Spanish, lower case and without accents.

They only help where writing gives no sign: "im ana souza i live in recife". A name that isn't here is still taken
where it is announced ("my name is") or written with capitals.
"""

_FIRST = """
aaron abel abigail abril adam adela adele adelia adilson admir adrian adriana adriano agatha agnes agustin agustina
ahmed aida ailton aisha alan alana alba albert alberto aldo alejandra alejandro alessandra alex alexander alexandra
alexandre alexia alfonso alfred alfredo ali alice alicia aline alison allan allison alonso alvaro alyssa amalia
amanda amber amelia amina amy ana anabel analia anderson andre andrea andreia andreina andres andressa andrew andy
angel angela angelica angelina angelo anil anita ann anna anne annie anthony antonella antonia antonio ariana ariel
arjun arlindo armando arnaldo arthur artur arturo ashley astrid augusta augusto aurora austin axel ayrton barbara
bautista beatrice beatriz becky belen belinda ben benedito benicio benito benjamin bernadete bernard bernardo bete
beth betina beto betty bia bianca bill billy bob bobby bonnie brad bradley brandon braulio brenda breno brian
brittany brooklyn bru bruce bruna bruno bryan caetano caio caique cami camila camille camilo caren carina carl carla
carlinhos carlo carlos carmem carmen carmo carol carolina caroline cassia cassio cata catarina catherine cauan
cecilia celeste celia celina celso cesar charles charlie charlotte chelsea chen chiara chico chloe chris christian
christina christine christopher chuy cibele cicero cindy cintia clara clarice clarissa claudia claudio clayton
cleber cleide cleiton clemente cleusa cris cristian cristiana cristiane cristiano cristina cristobal cynthia dafne
daiane dalila dallas dan dani daniel daniela daniele daniella danilo danny dario davi david dayane debora deborah
deise delia denis denise dennis derek diana diane diego dimas diogo dirce djalma dmitri dolores domingos dominic
donald donna dora doris dorothy douglas duda dudu dulce dylan ed eddie edgar edilson edinaldo edison edith edna
edson eduarda eduardo edward edwin elaine elena eleonora eliana eliane elias elisa elisabete elisangela elizabeth
ella ellen eloisa elton elvira emanuel emanuela emerson emilia emiliano emilio emily emma enrique enzo eric erica
erick erik erika ernesto esperanza esteban estela esther ethan eugenia eugenio eunice eva evan evandro evelyn
everton ezequiel fabian fabiana fabiano fabio fabiola fabricio facundo fatima fatou fausto felicia felipe felix fer
fernanda fernando filipe flavia flavio flor florencia fran francis francisca francisco frank fred frederico gabi
gabriel gabriela gabriele gaby gael gary geovana geraldo gerardo german gerson gianna gilberto gilmar gilson giovana
giovanna giovanni gisela gisele giselle giulia gladys glaucia gloria gonzalo grace graciela gregory greice guadalupe
gui guilherme guillermo gustavo hannah hans harold haroldo harry hassan heather hebe hector heitor helen helena
helene helio heloisa henrique henry hernan hilda hiroshi hugo humberto iago ian iara ignacio igor india ines ingrid
iracema irene iris isaac isabel isabela isabella isabelle isadora isaias ismael israel itamar ivan ivana ivete ivone
izabel jacinta jack jackie jackson jacob jacqueline jade jaime jair jairo james jamie jan jana janaina jane janet
janete janice jaqueline jason javier jay jayme jean jeff jefferson jeffrey jennifer jenny jeremy jerry jesica
jessica jessie jesus jhon jhonny jill jim jimena jimmy joana joanna joao joaquim joaquin joe joel john johnny jon
jonas jonathan jonny jordan jorge jose joseane josefa josefina joseph josh joshua josi josiane josue joyce juan
juana juancho juanita judith juju julia julian juliana juliano julie juliet julieta juliette julio junior jussara
justin kaio kaique karen karin karina karla karol kate katherine kathleen kathy katia katie keila keith kelly kelvin
ken kenji kenneth kevin kika kim klaus kleber kyle laercio lais lalo lara larissa larry lars laura lauren lautaro
lavinia lea leandro leda leidy leila lena lenora leo leon leonard leonardo leonor leopoldo leticia lewis lia liam
lidia ligia lili lilia lilian liliana lily linda lindsay ling lisa livia liz lola lorena lorenzo lourdes lu luan
luana luca lucas lucca luce lucho lucia luciana luciano lucila lucio lucy luigi luis luisa luiz luiza luizinho luka
lupe lurdes luz lydia madalena madison magali magda maicon maite manoel manu manuel manuela mara marc marcela
marcelo marcia marcinho marcio marco marcos marcus margaret margarida margarita mari maria marian mariana mariano
maribel marie mariela marilene marilia marilyn marina mario marisa marisol maristela mariza mark marlene marlon
marta martha martin martina mary mateo mateus matheus mati matias matt matthew maura mauricio mauro max maximo maya
megan mei meire melanie melina melissa memo mercedes mia micaela michael michel michele michelle miguel mike
milagros milena milton mimi mirella miriam moacir mohamed mohammed moises molly monica monique morgan muhammad
murilo nacho nadia nair nancy nanda nando natalia natalie natasha nathalia nathaly nathan neide nelida nelly nelson
nestor neusa newton neymar nicholas nick nico nicolas nicole nicoly nilson nilton nina nivea noah noel noelia noemi
nora norma nuria octavio odair olavo olga oliver olivia omar orlando oscar osmar osvaldo otavio otto pablo paco
paloma pamela pancho paola paris pati patricia patrick paty paul paula paulina paulo pedro peggy penelope pepe peter
phil philip phoenix pierre pietra pietro pilar pili poliana priscila priscilla priya queila quique rachel rafa
rafael rafaela rafinha raj ramiro ramon randy raquel raul ravi ray raymond rayssa rebeca rebecca regiane regina
reginaldo reinaldo renan renata renato rene ricardo richard rick rita robert roberta roberto robin robson rocio
rodolfo rodrigo rogelio roger rogerio romario romeo romina ronald ronaldo roni roque rosa rosalia rosana rosangela
rose roseli rosemary rosi rosie ross roxana ruan ruben rubens rui russell ruth ryan sabrina sally salvador sam
samanta samantha samara samir samuel sandra sandro sandy sanjay santi santiago sara sarah saul savannah scott sean
seba sebastian sebastiao selma serena sergei sergio severino sharon sheila shirley sidney silvana silvia silvio
simon simone sofi sofia sofie solange soledad sonia sophia sophie soraia stefan stefany stella stephanie stephen
steve steven sue suelen sueli susan susana susie suzana sven sydney sylvia tabata taina tais talita tamara tamires
tania tara tarcisio tati tatiana tatiane ted telma teo teodoro teresa terezinha terry thaina thais thales thalia
theo theodora theresa thiago thomas tiago tiao tiffany tim timothy tina tobias todd tom tomas tomi tommy tonho toni
toninho tony tracy trevor tulio ulises ulisses ursula vagner valdemar valdir vale valentin valentina valentino
valeria valerie vanda vanessa vania vera veronica vicente vicky victor victoria vilma vinicius violeta virginia
vitor vitoria vivian viviana viviane wagner walter wanda wanderley washington wei wellington wendy wesley will
william willian wilson xavier xime ximena yago yan yara yasmin yesica yolanda yoli yuki yuliana yuri ze zeca zelia
zezinho zilda zoe
"""

_LAST = """
abreu acosta acuna adams aguiar aguilar aguirre albuquerque alencar allen almeida alonso alvarado alvarez alves
amaral amorim anderson andrade antunes aparecida aragao araujo araya arias arruda assis assuncao avila azevedo
bailey baker bandeira baptista barbosa barcelos barreto barros barroso bastos batista bell benitez bento bermudez
bezerra bittencourt blanco borges braga branco brandao brito brooks brown bueno cabral cabrera caceres caldas
calderon camacho camargo campbell campos cardenas cardoso carmo carneiro carrasco carrillo carter carvalho
casagrande castillo castro cavalcante cavalcanti cavalheiro cervantes chagas chaves chavez clark coelho cohen
collins contreras cook cooper cordeiro cordero correa correia cortes cortez costa coutinho couto cox crespo cruz
cunha davis delgado dias diaz diniz domingues dominguez duarte duran dutra edwards escobar espinosa espinoza estrada
evans faria farias feitosa felix fernandes fernandez ferrari ferraz ferreira ferrer figueiredo figueroa flores
fogaca fonseca fontes foster franca franco freire freitas fuentes furtado galindo gallardo gallego galvao garcia
garrido gil gimenez godoi godoy goes gomes gomez goncalves gonzaga gonzales gonzalez gouveia gray green guedes
guerra guerrero guimaraes gutierrez guzman hall harris hernandez herrera hill holanda howard hughes ibanez iglesias
jackson jacobs jimenez johnson jones juarez kelly kim king klein lacerda lara leal leao lee leite leiva lemos leon
lewis lima lins lobo long lopes lopez lozano lucena luna macedo machado maciel magalhaes maia maldonado marin
marinho marques marquez martinez martinho martins mascarenhas mata matos mattos medeiros medina meireles mejia mello
melo mendes mendez mendonca mendoza menezes mesquita meyer miller miranda mitchell molina monteiro montenegro
montero montes moore mora moraes morais morales moran moreira moreno morgan morris mota moura moya mueller muller
munhoz muniz munoz murphy myers nascimento navarro negreiros nelson neri neto neves nguyen nobre nogueira nolasco
novaes novais nunes nunez ochoa olivares oliveira orozco ortega ortiz osorio otero pacheco padilha padilla paiva
palma palmeira pardo paredes parker parra passos pastor patel paz peixoto pena pereira perez perry pessoa peterson
phillips pimenta pimentel pinheiro pinho pinto pires ponce porto powell prado price prieto queiroz quevedo quintana
quiroga ramirez ramos rangel reed rego reis rezende ribas ribeiro ricci richardson rios rivas rivera rivero roberts
robinson robles rocha rodrigues rodriguez rogers rojas roldan roman romero rosario rossi rubio ruiz russell sa
saavedra salas salazar salgado salinas salles sampaio sanches sanchez sanders sandoval santana santiago santos sanz
saraiva sardinha schmidt schneider scott serra serrano severino silva silveira simoes singh siqueira smith soares
sobral sobrinho solano solis sosa soto sousa souto souza stewart suarez tavares taylor teixeira teles thomas
thompson toledo torres trindade trujillo turner valdez valencia valente valenzuela vargas vasconcelos vasquez vaz
vazquez vega velasco velasquez velez veloso ventura vera viana vidal vieira vila vilela villa villalobos villanueva
walker ward watson white wilson wood wright xavier yanez young zamora zapata zavala
"""

FIRST_NAMES = frozenset(_FIRST.split())
LAST_NAMES = frozenset(_LAST.split())
