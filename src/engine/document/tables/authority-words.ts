/**
 * Words that offices which issue documents have in their names, in upper case without marks: what they stand in is no
 * place of birth and no name. As ministries, municipalities, the police and consulates call themselves.
 */
export const authorityWords: readonly string[] = [
  // English
  ...['OFFICE', 'CONSULATE', 'EMBASSY', 'MINISTRY', 'DEPARTMENT', 'POLICE', 'AGENCY', 'DIRECTORATE', 'COUNCIL'],
  ...['CITY OF', 'COUNTY OF', 'TOWN OF', 'MUNICIPALITY', 'REGISTRAR', 'GOVERNMENT', 'IMMIGRATION', 'HIGH COMMISSION'],
  // French
  ...['PREFECTURE', 'MAIRIE', 'MINISTERE', 'CONSULAT', 'AMBASSADE', 'VILLE DE', 'PREFET'],
  // German
  ...['STADT', 'LANDESHAUPTSTADT', 'HANSESTADT', 'LANDRATSAMT', 'LANDKREIS', 'BURGERAMT', 'BEZIRKSAMT', 'GEMEINDE'],
  ...['BEZIRKSHAUPTMANNSCHAFT', 'MAGISTRAT', 'BUNDESAMT', 'MINISTERIUM', 'GENERALKONSULAT', 'BOTSCHAFT', 'KANTON'],
  // Italian, Spanish, Portuguese
  ...['COMUNE', 'QUESTURA', 'MINISTERO', 'PREFETTURA', 'CONSOLATO', 'AMBASCIATA', 'MOTORIZZAZIONE'],
  ...['MINISTERIO', 'CONSULADO', 'EMBAJADA', 'DIRECCION', 'JEFATURA', 'AYUNTAMIENTO', 'POLICIA', 'REGISTRADURIA'],
  ...['CONSERVATORIA', 'CAMARA', 'DEPARTAMENTO', 'SECRETARIA', 'EMBAIXADA', 'INSTITUTO'],
  // Dutch
  ...['BURGEMEESTER', 'BURG. VAN', 'GEMEENTE', 'MINISTERIE', 'CONSULAAT', 'STADSDEEL'],
  // Nordic
  ...['POLITI', 'POLITIET', 'POLITIDISTRIKT', 'POLISEN', 'POLISMYNDIGHETEN', 'POLIISI', 'POLIISILAITOS', 'KOMMUNE'],
  ...['TRANSPORTSTYRELSEN', 'TRAFICOM', 'SYSLUMADUR', 'THJODSKRA'],
  // Baltic
  ...['POLITSEI', 'PARVALDE', 'TARNYBA', 'POLICIJOS'],
  // Slavic languages in Latin letters
  ...['PREZYDENT', 'WOJEWODA', 'STAROSTA', 'URZAD', 'BURMISTRZ', 'WOJT', 'KONSUL'],
  ...['URAD', 'OKRESNY', 'POLICIJSKA', 'UPRAVA', 'UPRAVNA ENOTA', 'MINISTARSTVO'],
  // Hungarian, Romanian, Turkish, Albanian
  ...['HIVATAL', 'KORMANYHIVATAL', 'SPCLEP', 'POLITIA', 'PRIMARIA', 'SERVICIUL', 'NUFUS', 'MUDURLUGU', 'KAYMAKAMLIK'],
  ...['BAKANLIGI', 'VALILIK', 'MINISTRIA', 'DREJTORIA'],
  // Cyrillic and Greek
  ...['МВД', 'УФМС', 'ОВД', 'ДМС', 'МВР', 'МИНИСТЕРСТВО', 'ΥΠΟΥΡΓΕΙΟ', 'ΑΣΤΥΝΟΜΙΑ'],
  // Abbreviations that stand alone
  ...['HMPO', 'DVLA', 'DVA', 'UKPA', 'UKVI', 'RDW', 'USCIS', 'MUP', 'MVR'],
];
