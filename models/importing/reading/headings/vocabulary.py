"""The words of headings: whose column it is, and what it has. French, Dutch, English and German; some Spanish,
Portuguese and Italian.

In lower case, without accents; fields of several words are written as one. Whole headings are in docs/exports.md.
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as the tables below are written."""
    return frozenset(text.split())


CHILD = words_of(
    "eleve eleves elev ele elv enfant enfants leerling leerlingen kind kinder student students pupil pupils child"
    " children schuler schuelers schulers schueler schulerin schuelerin apprenant etudiant fils fille lln eigen el"
    " enft sus participant participante deelnemer teilnehmer kleuter kleuters allievo allieva allievi filho filha"
    " alumno alumna alumnos alumnas alumne alu aluno aluna alunos alunno alunna alunni estudiante studente kand"
    " kinderen kids kindje enf crianca criancas figlio figlia figli hijo hija hijos filhos"
)
ADULT = words_of(
    "responsable responsables resp parent parents repr rp representant representants ouder ouders voogd verzorger"
    " verzorgers vertegenwoordiger coaccount guardian guardians contact contacts contactpersoon carer carers"
    " verantwoordelijke erzieher erziehungsberechtigte erziehungsberechtigter erziehungsberechtigten eb"
    " sorgeberechtigte sorgeberechtigter sorgeberechtigten eltern elternteil kontaktperson kontakt rl persoon personne"
    " personnes erz lpv r erziehungsber erzber ansprechpartner ansprechpartnerin ansprechperson repondant repondants"
    " person responsible progenitor progenitora progenitores genitore genitori encarregado enc ee acudiente vertegenw"
    " verz padres bezugsperson bezugspersonen sorgeb sorgeber sb elteren"
)
# People who work at the school, and others who are no parents: their columns often stand beside the parents'.
STAFF = words_of(
    "professeur prof enseignant enseignante instituteur institutrice maitre maitresse educateur educatrice"
    " directeur directrice direction advisor adviser leerkracht leraar lerares juf meester docent docente klastitularis"
    " klastitularissen klassenleraar klasleraar klasleerkracht klasverantwoordelijke teacher headteacher staff"
    " klassenlehrer klassenlehrerin klassenlehrperson klassenleitung klassenvorstand lehrer lehrerin lehrkraft"
    " lehrperson pp formtutor houseparent maestro maestra profesor profesora professor professora insegnante"
)
OUTSIDER = words_of(
    "urgence urgences emergency nood noodgeval noodcontact noodnummer notfall notfallkontakt sos prevenir medecin"
    " docteur huisarts arts doctor gp arzt hausarzt kinderarzt voisin voisine neighbour neighbor buur buurman"
    " buurvrouw nachbar nachbarin nounou gardienne babysitter oppas childminder nanny tagesmutter dentiste tandarts"
    " dentist employeur employer arbeitgeber werkgever payeur payer facturation facturer factuur invoice billing"
    " assurance mutuelle mutualite worker socialworker sw clb cpms sitter kinderoppas onthaalmoeder onthaalouder avocat"
    " avocate advocaat lawyer solicitor anwalt rechtsanwalt sozialarbeiter sozialarbeiterin afhalen ophalen abholen"
    " chercher reprendre recuperer collect"
)
# No outsiders beside a word for a parent: `Parent payeur`.
PAYERS = words_of("payeur payer facturation facturer factuur invoice billing")
# A guardian in some files, somebody else in others: the office is asked.
UNSURE = words_of(
    "titulaire tuteur tutrice tutor tut opvoeder mentor coach referent referente vormund grandmere grandpere"
    " grandparent grandparents beaupere bellemere beauparent grootmoeder grootvader grootouder grandmother grandfather"
    " oma opa stiefvader stiefmoeder gardien tutore tutori stepfather stepmother stepparent stiefvater stiefmutter"
    " grossmutter grossvater"
)
SMALL = words_of(
    "de du des la le les l d un une van het een der the of s a au avec met with to et en und and ou or im in von vom"
    " zu zur er ere eme nd th st quel quelle quels quelles est sont notre son sa ses leur leurs veuillez indiquer merci"
    " svp pour par please what is are wat cas voor dem den das die p dans quelle il elle si souhaite charge innen te ns"
    " zit zitten welke which welcher household arbor sims isams kort am qui repond do da dos das ce del della dell"
    " dello delle dels als ao aos cette remplit formulaire rentree vum y harmos kommunikation educacao educ ist"
)
# Words that do not change what a heading means; a heading without them is preferred.
QUALIFYING = words_of(
    "legal legale legaux legales prive privee perso personnel personnelle officiel officielle officieel officiele"
    " facultatif facultative optionnel optionnelle optioneel optional obligatoire verplicht usuel usuelle usage"
    " actuel actuelle principal principale primary main current wettelijk wettelijke huidig huidige preferred chosen"
    " known official gesetzlich gesetzliche patronymique libelle privat valide proprio sorgeber"
)
# With one of these, an `unsure` word is a guardian: `tuteur légal`.
LEGAL = words_of("legal legale legaux legales wettelijk wettelijke gesetzlich gesetzliche gesetzlicher")
RELATIVES = {
    **dict.fromkeys(
        words_of("mere maman moeder mama mother mum mom mam mammy mummy mutter madre mae nai meres mamm mamma mami")
        | words_of("mutti kindesmutter kindsmutter"),
        "mère",
    ),
    **dict.fromkeys(
        words_of("pere papa vader father dad daddy vater padre pai peres papp papi babbo vati kindesvater kindsvater"),
        "père",
    ),
    **dict.fromkeys(words_of("conjoint conjointe epoux epouse spouse partner partenaire conj"), "conjoint"),
}
# `Madame_Nom`, `Monsieur_Nom` of a mail merge: two adults, whose relation is not said.
ADDRESSED = {word: word for word in words_of("madame monsieur mevrouw meneer")}
# Words of `ADULT` and `RELATIVES` that may also be said of somebody who is no parent.
ANYBODY = words_of(
    "contact contacts contactpersoon kontaktperson kontakt ansprechpartner ansprechpartnerin ansprechperson persoon"
    " personne personnes person r coaccount conjoint conjointe epoux epouse spouse partner partenaire"
)
FIELDS = {
    "register": "matricule matr mat nmat kennnr kennnummer kennziffer admno matric matricinfo numeromatricule"
    " nmatricule nomatricule nrmatricule stamnummer stamnr stamboeknummer stamboeknr id identifiant leerlingnummer"
    " leerlingnr leerlingennummer registernumber registrationnumber admissionnumber admissionno upn uln ine"
    " matriculenummer inschrijvingsnummer matricula numeromatricula nomatricula nmatricula matricola nomatricola"
    " numinterne codicesidi scn idescolar noidescolar numeroinscription rollnumber ninterne nointerne numerointerne"
    " internnummer internenummer interneidnummer codicefiscale noprocesso nprocesso numeroprocesso idnational"
    " identifiantnational ninterneeleve schulerkennzahl schuelerkennzahl schulernummer schuelernummer schulerid"
    " schuelerid eleid elenoet elevenoet ideleve studentid pupilid studentnumber pupilnumber misid externalid"
    " internalid personid adno externeid externid schoolid leerlingnummers",
    "name": "nomprenom prenomnom nomprenoms nomsprenoms nomcomplet nomentier naamvoornaam voornaamnaam volledigenaam"
    " fullname completename displayname namevorname vornachname vornamename vollstandigername vornamenachname"
    " nachnamevorname familiennamevorname lastnamefirstname surnameforename surnamefirstname forenamesurname"
    " firstnamelastname identite",
    "last": "nom noms nomfamille numm naam achternaam familienaam lastname last surname familyname nachname"
    " familienname zuname name anaam famnaam nomnaissance apellido apellidos cognome cognom cognoms sobrenome"
    " geschlechtsname apelido apelidos",
    "first": "prenom prenoms virnumm rnaam voornaam voornamen roepnaam firstname first givenname givennames forename"
    " forenames vorname vornamen rufname pren vnaam vnm nombre nome voorletters initialen initials nameinitials pr",
    "class": "classe classes class klas klasse klassen groupe group groep grupo unidad klasgroep klascode klasnaam"
    " form cl kl tg kname registrationform classname division anneeclasse groupeclasse classegroupe registrationgroup"
    " reggroup tutorgroup formgroup classgroup codestructure structure codeclasse nomclasse klassenname"
    " klassenbezeichnung homeroom stamgroep stamgroepen reg cls clase turma sezione sez cycleclasse",
    "year": "ncy yeargp degre annee anff anneeetude anneeetudes niveau yeargroup year grade gradelevel level leerjaar"
    " jaar jahrgang jahrgangsstufe schuljahr stufe curso",
    "email": "email emails mail mails courriel courriels mel adressemail adresseemail adressecourriel"
    " adresseelectronique emailadres mailadres emailaddress mailaddress emailadresse mailadresse mailadress"
    " contactemail correo correos correu correoelectronico correioeletronico posta postaelettronica emailaddresses"
    " mailaddresses adressesmail adressesemail adressesemails adressescourriel emailadressen mailadressen"
    " indirizzimail indirizziemail indirizzoemail",
    "phone": "telephone telephones tel telefoon telefoonnummer phone phonenumber numerotelephone ntelephone ntel"
    " telnr telnummer telephonenumber telefon telefonnr telefonnummer fon landline festnetz numerotel contactnumber"
    " phones telephonenumbers phonenumbers telefoons telefoonnummers telefono telefonos telefone telf tlf tfno tlfn"
    " telpr telprive telpriv teldom telfixe telmaison telbureau teldienst telprof",
    "mobile": "gsm portable mobile mobiel numerogsm ngsm mobilephone mobilenumber cellphone cell telmobile telgsm"
    " gsmnummer gsmnr mobielnummer telephoneportable telephonemobile telportable telport handy handynr handynummer tlm"
    " natel mobil mobilnr mobilnummer mobiltelefon mobieltelefoon mobieletelefoon mobielnr numeroportable"
    " mobiltelefonnummer port portables mobiles mobilenumbers movil celular cellulare telemovel",
    "relation": "rel liens relations relaties relationships parentesco parentela relacion lien lienparente parente"
    " relation relatie relationship verwantschap qualite role rol rolle hoedanigheid relationtostudent relationstudent"
    " relationtopupil art ruolo beziehung verwandtschaft verwandtschaftsverhaltnis verhaltnis verhaeltnis",
    "language": "langue taal language languecontact languemaison languecorrespondance voertaal contacttaal"
    " correspondentietaal thuistaal homelanguage sprache muttersprache familiensprache",
    "birth": "datenaissance naissance ne nee datenaiss datenais geboortedatum geboren datanaixement fnac"
    " geburtsdatum geb gebdatum gebdat dob birthdate birthday datebirth dateanniv nacimiento fechanacimiento"
    " fnacimiento nascimento datanascimento fecnac nascita datanascita datadinascita datanasc fechanac naixement",
    "prefix": "tussenvoegsel tussenvoegsels tussenv voorvoegsel voorvoegsels namensvorsatz vorsatzwort",
    "civility": "civilite anrede title titel titre aanspreking aanhef salutation",
}
WORDS = {word: field for field, words in FIELDS.items() for word in words.split()}
# What may stand beside the word of a field: `Tél. portable (travail)`.
BESIDE = {
    "phone": words_of(
        "dom maison domicile fixe travail bureau pro prof professionnel pers home house work day evening thuis werk"
        " vast fisso fijo fixo privat priv geschaftlich dienstlich dienst firma arbeit n no nr numero number mobile"
        " portable gsm personal personlich persoonlijk nummer nummern mobiele mobiles"
    ),
    "email": words_of("adresse address adres home work maison travail pro school n 1"),
    "last": words_of("naissance"),
    "name": words_of("civilite particule titre title anrede"),
    "class": words_of("code nom name naam bezeichnung klassen klasse classes classe klas class"),
}
BESIDE["mobile"] = BESIDE["phone"] | words_of("tel telephone telefoon telefon phone mobiele")
# Ambiguous alone, clear beside "pupil": `N° élève`, `Student number`.
OF_A_CHILD = dict.fromkeys(words_of("n no nr nummer number numero code ref reference kennzahl"), "register")
# A pupil's number where the cells look like one (meanings.py).
BARE_NUMBERS = words_of(
    "n no nr nummer number numero num numer ref reference nreg noreg personenid eleve pointer processo"
)
# Last names beside which `Name` is the first name.
SURNAMES = words_of(
    "surname lastname familyname apellido apellidos apelido sobrenome cognome cognom cognoms familienname zuname"
)
# As `Type co-account 1`, `AP_Typ`.
OF_AN_ADULT = {"type": "relation", "typ": "relation"}
# Of a first name, where another column has it.
INITIALS = words_of("voorletters initialen initials nameinitials")
# A number of the whole country, where another is the school's.
NATIONAL = words_of("upn uln ine idnational identifiantnational codicefiscale")
# A part of the class, or initials, where another column has the class itself, or the first name.
WEAK = words_of("groupe group groep division structure") | INITIALS | NATIONAL
# The first name that is used, where another column has all of them.
CALLED = words_of("rufname roepnaam")
# The form's own words for whoever fills it in: `Votre nom`.
YOURS = words_of("votre vos uw jouw your ihr ihre")
# Ordinal words; they count the word after them.
ORDINALS = {
    **dict.fromkeys(
        words_of(
            "premier premiere eerste erster erste erstes primer primero primera primeiro primeira primo prima 1er 1ere"
            " 1re 1st"
        ),
        "1",
    ),
    **dict.fromkeys(
        words_of(
            "deuxieme second seconde tweede zweiter zweite zweites segundo segunda segon segona secondo seconda 2e 2eme"
            " 2nd 2nde 2de autre andere anderer anderes secondary other otro otra outro outra altro altra altre"
        ),
        "2",
    ),
    **dict.fromkeys(
        words_of("troisieme derde dritter dritte tercer tercero tercera terceiro terceira terzo terza 3e 3eme 3rd 3de"),
        "3",
    ),
    **dict.fromkeys(words_of("quatrieme vierde vierter vierte 4e 4eme 4th 4de"), "4"),
}
# Words that a glued heading may be made of: `TelMere`, `NOMPRENOMRESP`.
GLUED = (
    {word for word in (*CHILD, *ADULT, *STAFF, *RELATIVES) if len(word) > 3}
    | {word for word in WORDS if len(word) > 3}
    | words_of("nom tel gsm mel mere pere resp elev elv")
)
