# Makes tests/suite/data/archive.json: an invented archive of five years.
import json,hashlib,sys
people=lambda i,n,a:dict(id=i,name=n,type="person",aliases=sorted(a),code=None)
N=[]
def node(i,n,t,a,code=None): N.append(dict(id=i,name=n,type=t,aliases=sorted(set(a+[n])),mentions=0,documents=[],code=code))
node("kalimar-hallam","Kalimar Hallam","person",["Hallam","Marshal Hallam"])
node("ada-lang","Ada Lang","person",["Lang","President Lang"])
node("pal-ostrom","Pål Öström","person",["Öström"])
node("mirel-corti","Mirel Corti","person",["Corti","Prime Minister Corti"])
node("tomas-varga","Tomas Varga","person",["Varga"])
node("lena-brandt","Lena Brandt","person",["Brandt"])
node("norland.place.nx","Norland","place",["Norland"],"NX")
node("southmark.place.sx","Southmark","place",["Southmark"],"SX")
node("estavia.place.ex","Estavia","place",["Estavia"],"EX")
node("orrania.place.ox","Orrania","place",["Orrania"],"OX")
node("pallano.place","Pallano","place",["Pallano"])
node("national-council.organization","National Council","organization",["the National Council","the Council"])
node("eastern-army.organization","Eastern Army","organization",["the Eastern Army"])
node("free-harbour-party.organization","Free Harbour Party","organization",["the Free Harbour Party"])
node("united-ports.organization.up","United Ports","organization",["United Ports","UP"],"UP")
node("larkhaven-plan.plan","Larkhaven plan","plan",["the Larkhaven plan"])
node("larkhaven-summit.event","Larkhaven summit","event",["the Larkhaven summit","the summit"])
node("pallano-conference.event","Pallano conference","event",["the Pallano conference"])
D={}
def doc(i,date): D[i]=dict(id=i,title=None,date=date,source=i+".txt",sha256="00",text="",n=0)
for i,d in [("harbour-2017","2017-05-04"),("war-2018","2018-03-12"),("summit-2018","2018-11-12"),("talks-2019","2019-04-01"),("council-2019","2019-09-20"),("siege-2020","2020-02-02"),("turn-2020","2020-07-15"),("review-2021","2021"),("letter",None)]: doc(i,d)
E={}
FORMS={n["id"]:sorted(n["aliases"],key=len,reverse=True) for n in N}
def find(sent,i,skip=None):
    for f in FORMS[i]:
        k=sent.find(f)
        if k>=0: return k,k+len(f.encode())
    raise SystemExit((sent,i))
def b(sent,k): return len(sent[:k].encode())
def say(d,sent,*facts):
    doc=D[d]; start=len(doc["text"].encode()); doc["text"]+=sent+" "; s=doc["n"]; doc["n"]+=1
    end=start+len(sent.encode())
    def span(w):
        k=sent.find(w); assert k>=0,(sent,w); return [start+b(sent,k),start+b(sent,k)+len(w.encode())]
    def ent(i):
        for f in FORMS[i]:
            if f in sent: return span(f)
        raise SystemExit((sent,i))
    for f in facts:
        src,rel,tgt,st,conf,cue=f[:6]
        ev=dict(document=d,sentence=s,start=start,end=end,text=sent,source_span=ent(src),target_span=ent(tgt),cue_span=span(cue),status=st,confidence=conf,by="pattern:"+rel+".verb")
        if len(f)>6: ev["attributed_to"]=f[6][0]; ev["attributed_to_span"]=span(f[6][1])
        E.setdefault((src,tgt,rel,st=="negated"),[]).append(ev)
        for i in (src,tgt):
            n=next(n for n in N if n["id"]==i)
            n["mentions"]+=1
            if d not in n["documents"]: n["documents"].append(d)
H,L,O,C,V,B="kalimar-hallam","ada-lang","pal-ostrom","mirel-corti","tomas-varga","lena-brandt"
NX,SX,EX,OX,PA="norland.place.nx","southmark.place.sx","estavia.place.ex","orrania.place.ox","pallano.place"
NC,EA,FH,UP="national-council.organization","eastern-army.organization","free-harbour-party.organization","united-ports.organization.up"
PL,SU,CO="larkhaven-plan.plan","larkhaven-summit.event","pallano-conference.event"
A,R,P,NG,F="asserted","reported","planned","negated","former"
say("harbour-2017","Lena Brandt of the Free Harbour Party met Tomas Varga in spring.",(B,"member_of",FH,A,.8,"of"),(B,"meets",V,A,.8,"met"))
say("harbour-2017","Kalimar Hallam was elected mayor of Pallano.",(H,"leads",PA,A,.85,"mayor"))
say("harbour-2017","Norland backs Hallam.",(NX,"supports",H,A,.9,"backs"))
say("war-2018","Marshal Hallam, commander of the Eastern Army, attacked the National Council.",(H,"leads",EA,A,.95,"commander"),(H,"attacks",NC,A,.9,"attacked"))
say("war-2018","Estavia armed the Eastern Army.",(EX,"supports",EA,A,.8,"armed"))
say("war-2018","Mirel Corti leads the National Council.",(C,"leads",NC,A,.95,"leads"))
say("war-2018","Orrania is said to back Hallam, Varga claimed.",(OX,"supports",H,R,.6,"back",("Tomas Varga","Varga")))
say("summit-2018","Southmark hosted the Larkhaven summit, which Ada Lang and Corti attended.",(SX,"hosts",SU,A,.9,"hosted"),(L,"attends",SU,A,.85,"attended"),(C,"attends",SU,A,.85,"attended"))
say("summit-2018","Ada Lang, president of Norland, supports the Larkhaven plan.",(L,"leads",NX,A,.95,"president"),(L,"supports",PL,A,.9,"supports"))
say("summit-2018","Southmark and Estavia support the Larkhaven plan.",(SX,"supports",PL,A,.9,"support"),(EX,"supports",PL,A,.85,"support"))
say("summit-2018","Hallam skipped the Larkhaven summit.",(H,"attends",SU,NG,.9,"skipped"))
say("talks-2019","Lang met Corti in Pallano.",(L,"meets",C,A,.9,"met"))
say("talks-2019","Pål Öström met Lang and Corti.",(L,"meets",O,A,.8,"met"),(C,"meets",O,A,.8,"met"))
say("talks-2019","Southmark supports Corti and the National Council.",(SX,"supports",C,A,.9,"supports"),(SX,"supports",NC,A,.85,"supports"))
say("talks-2019","Estavia opposes Corti.",(EX,"opposes",C,A,.8,"opposes"))
say("talks-2019","Orrania denied backing Hallam.",(OX,"supports",H,NG,.85,"denied"))
say("council-2019","United Ports endorsed Corti and condemned Hallam.",(UP,"supports",C,A,.9,"endorsed"),(UP,"opposes",H,A,.85,"condemned"))
say("council-2019","Norland is a member of United Ports.",(NX,"member_of",UP,A,.9,"member"))
say("council-2019","Varga condemned the Larkhaven plan and Hallam.",(V,"opposes",PL,A,.8,"condemned"),(V,"opposes",H,A,.8,"condemned"))
say("council-2019","Öström, a member of the National Council, opposes Hallam.",(O,"member_of",NC,A,.85,"member"),(O,"opposes",H,A,.85,"opposes"))
say("siege-2020","Tomas Varga hosted the Pallano conference, where Corti and Öström spoke.",(V,"hosts",CO,A,.85,"hosted"),(C,"attends",CO,A,.8,"spoke"),(O,"attends",CO,A,.8,"spoke"))
say("siege-2020","The Eastern Army attacked Southmark.",(EA,"attacks",SX,A,.9,"attacked"))
say("siege-2020","Estavia may back Hallam again.",(EX,"supports",H,P,.5,"back"))
say("turn-2020","Norland condemned Hallam.",(NX,"opposes",H,A,.9,"condemned"))
say("turn-2020","Norland supports Corti and the Larkhaven plan.",(NX,"supports",C,A,.9,"supports"),(NX,"supports",PL,A,.85,"supports"))
say("turn-2020","Southmark supports Corti.",(SX,"supports",C,A,.9,"supports"))
say("review-2021","Brandt, a former leader of the Free Harbour Party, opposes Lang and Corti.",(B,"leads",FH,F,.7,"leader"),(B,"opposes",L,A,.8,"opposes"),(B,"opposes",C,A,.7,"opposes"))
say("letter","Brandt backs Hallam.",(B,"supports",H,A,.8,"backs"))
import functools
ORDER=[A,F,R,P,NG]
def r(x): return round(x,3)
edges=[]
for (s,t,rel,neg),ev in sorted(E.items(),key=lambda kv:(kv[0][0],kv[0][1],kv[0][2]+(":negated" if kv[0][3] else ""))):
    ev.sort(key=lambda e:(e["document"],e["sentence"]))
    sents={}
    for e in ev: k=(e["document"],e["sentence"]); sents[k]=max(sents.get(k,0),e["confidence"])
    doubt=functools.reduce(lambda a,c:a*(1-c),sents.values(),1)
    conf=r(max(min(1-doubt,.99),max(sents.values())))
    st=min((e["status"] for e in ev),key=ORDER.index)
    dates=sorted(D[e["document"]]["date"] for e in ev if D[e["document"]]["date"])
    edge=dict(source=s,target=t,key=rel+(":negated" if neg else ""),relation=rel,status=st,confidence=conf,count=len(ev))
    if dates: edge.update(first_seen=dates[0],last_seen=dates[-1])
    edge["evidence"]=ev; edges.append(edge)
for n in N: n["documents"].sort()
N.sort(key=lambda n:n["id"])
docs=sorted(({k:d[k] for k in("id","title","date","source","sha256")} for d in D.values()),key=lambda d:d["id"])
dump=lambda x: json.dumps(x,ensure_ascii=False,separators=(",",":"))
out='{"directed": true, "multigraph": true,\n "graph": {"schema": "powermap/1", "generator": "powermap 0.1.0", "model": null, "documents": [\n   '+",\n   ".join(map(dump,docs))+']},\n "nodes": [\n  '+",\n  ".join(map(dump,N))+'],\n "edges": [\n  '+",\n  ".join(map(dump,edges))+']}\n'
open(sys.argv[1],"w").write(out)
