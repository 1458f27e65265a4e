"""The headings by which the fields of people are recognised: of villages, associations, and programs for addresses."""

# The fields a column can be read as; the words beside them are headings, folded, besides the labels of the forms.
# Among them those of Outlook (Dutch and English), Google (both layouts), Thunderbird, CiviCRM and association programs.
PEOPLE_COLUMNS: dict[str, str] = {
    "number": "nummer | nr | id | employee id | persoonsnummer | deelnemersnummer | vrijwilligersnummer | lidnummer"
    " | relatienummer | registratienummer | person id | client id | volunteer id | number"
    " | contact id | relatiecode | lidnr | klantnummer | debiteurnummer | persoonsid | external identifier | lidcode",
    "name": "naam | name | volledige naam | full name | naam vrijwilliger | naam deelnemer | naam client | naam lid"
    " | persoon | person | medewerker | contact"
    " | display name | weergavenaam | file as | opslaan als | naam en voornaam | achternaam voornaam | fn"
    " | deelnemende",
    "first_name": "voornaam | roepnaam | first name | given name | firstname | voornamen",
    "initials": "voorletters | voorletter | initialen | initials",
    "prefix": "tussenvoegsel | tussenvoegsels | voorvoegsel | voorvoegsels | tussenv | tv | prefix"
    " | tussenvoegsel s | middle name | middelste naam | additional name | voegsel",
    "surname": "achternaam | familienaam | surname | last name | lastname | family name | naam achternaam",
    "own_prefix": "tussenvoegsel eigen naam | voorvoegsel eigen naam",
    "own_surname": "eigen achternaam | meisjesnaam | geboortenaam | maiden name",
    "address": "adres | address | straat en huisnummer | straat huisnummer | straat en nr | straat nr | woonadres"
    " | street address | home address | huisadres straat | adres thuis straat | home street"
    " | address 1 street | straat huisnr | adresregel | adresregel 1 | straatnaam huisnummer"
    " | prive adres",
    "street": "straat | straatnaam | street",
    "house_number": "huisnummer | huisnr | huis nr | house number",
    "house_addition": "toevoeging | huisnummertoevoeging | toev | addition | huisletter",
    "postcode": "postcode | pc | postal code | zip | zipcode | zip code"
    " | home zipcode | home postal code | huisadres postcode | adres thuis postcode | address 1 postal code",
    "town": "plaats | woonplaats | town | city | dorp"
    " | home city | huisadres plaats | adres thuis plaats | address 1 city | plaatsnaam",
    "locality": "kern | wijk | buurt | locality",
    "mobile": "mobiel | mobiele telefoon | mobiel nummer | mobielnummer | gsm | 06 | 06 nummer | mobile | cell"
    " | mobile number | mobile phone | mobiele telefoon 1 | mobiele telefoon2 | telefoon mobiel | tel mobiel"
    " | mob | mobiel tel",
    "phone": "telefoon | tel | telefoonnummer | tel nr | telnr | telefoonnr | vaste telefoon | vast | phone"
    " | home phone | telefoon thuis | phone 1 value | telefoon 1 | telefoon prive"
    " | tel thuis | tel prive",
    "email": "e mail | email | mail | e mailadres | emailadres | mailadres | email address"
    " | primary email | e mail 1 value | e mail address | e mail 1 | email 1 | emailadres 1 | e mail prive",
    "birth_date": "geboortedatum | geb datum | gebdatum | geb | geboren | geboren op | date of birth | birth date"
    " | birthdate | dob"
    " | geb dat | geb dat oprichtingsdatum | geboortedat",
    "birth_year": "geboortejaar | geb jaar | gebjaar | jaar van geboorte | birth year | year of birth",
    "birthday": "verjaardag | birthday | verjaardatum | jarig op | jarig",
    "role": "rol | rollen | soort | role | roles | hoedanigheid",
    "is_volunteer": "vrijwilliger | is vrijwilliger | volunteer",
    "is_client": "deelnemer | client | hulpvrager | bewoner | gast | is deelnemer | participant",
    "is_member": "lid | is lid | member",
    "since": "sinds | vanaf | begindatum | startdatum | datum in | datum in dienst | lid sinds | vrijwilliger sinds"
    " | deelnemer sinds | ingangsdatum | inschrijfdatum | since | start date",
    "until": "tot | tot en met | t m | einddatum | datum uit | uitschrijfdatum | gestopt op | until | end date",
    "skills": "kwaliteiten | kwaliteit | vaardigheden | talenten | kan helpen met | kan | wil doen | inzetbaar voor"
    " | skills",
    "note": "",
}
