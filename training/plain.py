"""Plain sentences with their graphs: python3 plain.py OUT_FOLDER [DOCUMENTS]

News hardly ever says "Russia backs Egypt." and no more, so that a model that has read nothing but news is at a loss with it;
people who try powermap write just that. Each document has a few such sentences over invented persons and parties and real
states, one statement each or none, in the tenses, voices and moods of English. They are made from the tables below.
"""
import json, os, random, sys

FIRST = "Anna Boris Carla Dmitri Elena Farid Greta Hassan Ingrid Jomo Karim Lucia Mirela Nadia Omar Petra Quentin Rosa Sanjay Tamara Umberto Vera Wanjiru Xenia Yusuf Zofia".split()
LAST = "Abadi Brandt Castellan Drozd Eriksen Fofana Guzman Hadzic Ivarsson Jabari Kowalczyk Lindqvist Moreau Nkemelu Okafor Pereira Quiroga Rahman Sandoval Tanaka Ulmanis Varga Weiss Yilmaz Zeman".split()
STATES = "France Germany Spain Egypt Russia China India Brazil Japan Turkey Iran Iraq Israel Kenya Nigeria Ukraine Poland Mexico Canada Pakistan Qatar Cuba Norway Chad Sudan Serbia Georgia Armenia Vietnam Peru".split()
BODIES = ["NATO", "the United Nations", "the European Union", "the African Union", "the World Bank", "Amnesty International", "the Green Alliance", "the National Front", "the Labour Congress", "the Farmers' League", "the Democratic Union", "Hezbollah", "the White House", "the Reform Party", "the Northern Army", "the Free Trade Union", "Orion Steel", "Delta Airlines", "the European Commission", "the People's Guard"]
PLANS = ["the bill", "the peace plan", "the budget", "the trade deal", "the ceasefire", "the ban", "the nuclear accord", "the tax reform", "the treaty", "the new law"]
EVENTS = ["the summit", "the conference", "the peace talks", "the rally", "the hearing", "the election", "the festival", "the forum", "the ceremony", "the congress"]
# Base, third person, past, participle.
VERBS = {
    "supports": ["back backs backed backed", "support supports supported supported", "praise praises praised praised", "endorse endorses endorsed endorsed", "fund funds funded funded", "defend defends defended defended",
                 "hail hails hailed hailed", "finance finances financed financed", "applaud applauds applauded applauded", "aid aids aided aided", "assist assists assisted assisted", "sponsor sponsors sponsored sponsored", "commend commends commended commended"],
    "opposes": ["condemn condemns condemned condemned", "criticise criticises criticised criticised", "oppose opposes opposed opposed", "denounce denounces denounced denounced", "accuse accuses accused accused", "reject rejects rejected rejected",
                "sue sues sued sued", "threaten threatens threatened threatened", "blame blames blamed blamed", "boycott boycotts boycotted boycotted", "sanction sanctions sanctioned sanctioned", "rebuke rebukes rebuked rebuked", "blast blasts blasted blasted"],
    "attacks": ["attack attacks attacked attacked", "bomb bombs bombed bombed", "invade invades invaded invaded", "fight fights fought fought", "shell shells shelled shelled", "arrest arrests arrested arrested", "kidnap kidnaps kidnapped kidnapped",
                "raid raids raided raided", "besiege besieges besieged besieged", "kill kills killed killed", "strike strikes struck struck"],
    "leads": ["lead leads led led", "head heads headed headed", "run runs ran run", "chair chairs chaired chaired", "command commands commanded commanded"],
    "attends": ["attend attends attended attended", "join joins joined joined"],
    "hosts": ["host hosts hosted hosted", "organise organises organised organised", "convene convenes convened convened"],
    "meets": ["meet meets met met", "phone phones phoned phoned"],
    "none": ["mention mentions mentioned mentioned", "describe describes described described", "study studies studied studied", "watch watches watched watched", "pass passes passed passed", "pay pays paid paid", "resemble resembles resembled resembled", "follow follows followed followed"],
}
# {a}, {b}: the ends; {0} to {3}: the verb's forms. With its status.
FRAMES = [
    ("{a} {1} {b}.", "asserted", 6), ("{a} {2} {b}.", "asserted", 6), ("{a} has {3} {b}.", "asserted", 2), ("{b} was {3} by {a}.", "asserted", 3), ("{b} has been {3} by {a}.", "asserted", 1),
    ("{a} {2} {b} on Monday.", "asserted", 2), ("On Friday {a} {2} {b}.", "asserted", 1), ("{a} did not {0} {b}.", "negated", 2), ("{a} has never {3} {b}.", "negated", 1), ("{a} refused to {0} {b}.", "negated", 1),
    ("{a} will {0} {b}.", "planned", 2), ("{a} wants to {0} {b}.", "planned", 1), ("{a} may {0} {b}.", "planned", 1), ("{a} reportedly {2} {b}.", "reported", 1), ("{a} is said to {0} {b}.", "reported", 1),
    ("{a}, which {2} {b}, made no comment.", "asserted", 1), ("{a} is accused of having {3} {b}.", "reported", 1), ("{b}, {3} by {a}, was in the news again.", "asserted", 1),
]
# Whole statements of their own: relation, frame, kinds of the ends, status.
OTHERS = [
    ("leads", "{a} is the president of {b}.", "person state", "asserted"), ("leads", "{b}'s prime minister is {a}.", "person state", "asserted"), ("leads", "{a}, the leader of {b}, gave a speech.", "person body", "asserted"),
    ("leads", "{a} is a former president of {b}.", "person state", "former"), ("leads", "The head of {b} is {a}.", "person body", "asserted"), ("member_of", "{a} is a member of {b}.", "person body", "asserted"),
    ("member_of", "{a} works for {b}.", "person body", "asserted"), ("member_of", "{a} is a spokesman for {b}.", "person body", "asserted"), ("member_of", "{a}, {b}'s foreign minister, arrived.", "person state", "asserted"),
    ("member_of", "{a}, an adviser to {b}, resigned.", "person person", "asserted"), ("member_of", "{a} was once a minister of {b}.", "person state", "former"), ("meets", "{a} met with {b}.", "person person", "asserted"),
    ("meets", "{a} and {b} held talks.", "person person", "asserted"), ("meets", "{a} will meet {b} in May.", "person person", "planned"), ("meets", "{a} spoke by telephone with {b}.", "person person", "asserted"),
    ("supports", "{a} is an ally of {b}.", "state state", "asserted"), ("supports", "{a} voted for {b}.", "person plan", "asserted"), ("supports", "{a} gave money to {b}.", "state body", "asserted"), ("supports", "{a} is a supporter of {b}.", "person person", "asserted"),
    ("opposes", "{a} is a critic of {b}.", "person person", "asserted"), ("opposes", "{a} voted against {b}.", "person plan", "asserted"), ("opposes", "{a} imposed sanctions on {b}.", "state state", "asserted"), ("opposes", "{a} is opposed to {b}.", "body plan", "asserted"),
    ("attacks", "{a} launched an attack on {b}.", "state state", "asserted"), ("attacks", "{a} is at war with {b}.", "state state", "asserted"), ("attends", "{a} took part in {b}.", "person event", "asserted"), ("attends", "{a} skipped {b}.", "person event", "negated"),
    ("attends", "{a} arrived for {b}.", "person event", "asserted"), ("hosts", "{B} took place in {a}.", "state event", "asserted"), ("hosts", "{B} was held in {a}.", "state event", "asserted"),
    (None, "{a} visited {b}.", "person state", ""), (None, "{a} was born in {b}.", "person state", ""), (None, "{a} exports oil to {b}.", "state state", ""), (None, "{a} borders {b}.", "state state", ""), (None, "{a} commented on {b}.", "person plan", ""),
    (None, "{a} is older than {b}.", "person person", ""), (None, "{a} flew from {b}.", "person state", ""), (None, "{a} wrote about {b}.", "person body", ""), (None, "{a} signed a contract with {b}.", "body body", ""), (None, "{a} asked {b} for a reply.", "person person", ""),
    (None, "{a} read {b} at home.", "person plan", ""), (None, "{a} saw a film about {b}.", "person state", ""), (None, "{a} lives in {b}.", "person state", ""), (None, "{a} is cheaper than {b}.", "state state", ""),
]
ENDS = {
    "supports": (["person", "state", "body"], ["person", "state", "body", "plan"]), "opposes": (["person", "state", "body"], ["person", "state", "body", "plan"]), "attacks": (["state", "body"], ["state", "body", "person"]),
    "leads": (["person"], ["body", "state"]), "attends": (["person", "body"], ["event"]), "hosts": (["state", "body", "person"], ["event"]), "meets": (["person"], ["person"]), "none": (["person", "state", "body"], ["person", "state", "body", "plan", "event"]),
}
TYPES = {"person": "person", "state": "place", "body": "organization", "plan": "plan", "event": "event"}


def name(kind, rng):
    if kind == "person":
        return f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    return rng.choice({"state": STATES, "body": BODIES, "plan": PLANS, "event": EVENTS}[kind])


def statement(rng):
    """(sentence, ends as (kind, name), relation or None, status)"""
    if rng.random() < 0.4:
        relation, frame, kinds, status = rng.choice(OTHERS)
        kinds = kinds.split()
        forms = []
    else:
        relation = rng.choice(list(VERBS))
        sources, targets = ENDS[relation]
        kinds = [rng.choice(sources), rng.choice(targets)]
        forms = rng.choice(VERBS[relation]).split()
        frame, status, _ = rng.choices(FRAMES, [f[2] for f in FRAMES])[0]
        if kinds[0] == "person":
            frame = frame.replace("which", "who")
        relation = None if relation == "none" else relation
    ends = [(k, name(k, rng)) for k in kinds]
    if ends[0] == ends[1]:
        return statement(rng)
    capital = lambda words: words[0].upper() + words[1:]
    text = frame.format(*forms, a=ends[0][1], b=ends[1][1], B=capital(ends[1][1]))
    return capital(text), ends, relation, status


def document(identity, rng):
    sentences, entities, relations = [], {}, []
    for _ in range(rng.choice([1, 1, 1, 2, 3, 4])):
        text, ends, relation, status = statement(rng)
        if any(e in entities for e in ends):
            continue
        sentences.append(text)
        for kind, form in ends:
            entities[kind, form] = {"id": f"e{len(entities) + 1}", "name": form, "type": TYPES[kind], "mentions": [form], "accept": []}
        if relation:
            relations.append({"source": entities[ends[0]]["id"], "relation": relation, "target": entities[ends[1]]["id"], "status": status, "evidence": text})
    return " ".join(sentences) + "\n", {"id": identity, "entities": list(entities.values()), "relations": relations}


def main():
    out, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 400
    rng = random.Random(20181113)
    os.makedirs(out, exist_ok=True)
    for k in range(count):
        text, gold = document(f"plain-{k:04}", rng)
        with open(os.path.join(out, gold["id"] + ".txt"), "w", encoding="utf-8") as f:
            f.write(text)
        with open(os.path.join(out, gold["id"] + ".json"), "w", encoding="utf-8") as f:
            json.dump(gold, f, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
