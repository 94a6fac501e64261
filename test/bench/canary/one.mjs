import { Worker } from "node:worker_threads";
const [name, n] = [process.argv[2], Number(process.argv[3])];
const w = new Worker(new URL("worker.mjs", import.meta.url));
let left = n; const t=Date.now(); const all=[];
w.on("message", ({result}) => { all.push(result); if (--left===0) { console.log(JSON.stringify(all.slice(0,6))); console.log((Date.now()-t)/n, "ms per ramp");
 if(all[0].left) console.log(all.map(r=>r.left.map(l=>l.hours.toFixed(0)+"h/"+l.sessions).join(" ")).join("\n"));
 else for (const j of Object.keys(all[0])) { const f=all.map(r=>r[j]).filter(Boolean); const s=f.map(x=>x.sessions).sort((a,b)=>a-b); console.log(j, f.length+"/"+n, s[s.length>>1], s[Math.floor(s.length*.9)]); }
 w.terminate(); } });
for (let i=0;i<n;i++) w.postMessage({name, seed: 1000+i, check: i<2});
