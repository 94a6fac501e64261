/**
 * Two sets of colours, each with a contrast of 4.5 and more on its ground; one measure, one scale of sizes. What is wide
 * moves inside its own box, so that the page itself never moves sideways; where there are no scroll bars, a shade says so.
 */
export const style = `
:root{color-scheme:light dark;--ground:#fbfaf8;--under:var(--ground);--raised:#fff;--sunk:#f3f1ec;--ink:#1d1c1a;--dim:#605c55;--line:#e2ded6;--good:#176b3a;--bad:#b3261e;--warn:#855200;--link:#1f56a8;--good-ground:#e5f3e9;--bad-ground:#fbe9e7;--warn-ground:#fbf0dc}
@media screen and (prefers-color-scheme:dark){:root{--ground:#161616;--raised:#1e1e1d;--sunk:#262625;--ink:#ebe8e2;--dim:#aaa59b;--line:#393835;--good:#7fd19b;--bad:#ff9d92;--warn:#f0bd6a;--link:#8db8f5;--good-ground:#1b2f22;--bad-ground:#3a211f;--warn-ground:#352a17}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;-webkit-text-size-adjust:100%;scroll-padding-top:4rem}
body{margin:0 auto;max-width:76rem;padding:0 clamp(1rem,4vw,3rem) 5rem;background:var(--ground);color:var(--ink);overflow-wrap:anywhere}
h1,h2,h3,p,ul,ol,dl,pre{margin:0}
h1{font-size:clamp(1.35rem,1rem + 2vw,2rem);line-height:1.25;font-weight:650;letter-spacing:-.012em;max-width:36em;text-wrap:pretty}
h2{font-size:1.3rem;font-weight:650;letter-spacing:-.008em;margin:3.5rem 0 1rem}
h2 .dim{font-weight:400}
h3{font-size:1.05rem;font-weight:650;margin:1.75rem 0 .5rem}
p+p,p+ul,.text{margin-top:.5rem}
.text,.words{white-space:pre-wrap}
a{color:var(--link);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
.dim{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}.strong{font-weight:650}
.nowrap{white-space:nowrap}
.facts,.label,.eyebrow,dt,.who{font-size:.875rem;color:var(--dim)}
header{padding:clamp(1.75rem,5vw,3.5rem) 0 0}
.stamp{display:inline-block;margin:.9rem 0 .9rem;padding:.2rem .8rem;border-radius:2rem;font-weight:650;border:1px solid currentColor}
.yes .stamp{color:var(--good);background:var(--good-ground)}
.no .stamp{color:var(--bad);background:var(--bad-ground)}
.unknown .stamp,.stopped .stamp{color:var(--warn);background:var(--warn-ground)}
.tally{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;list-style:none;padding:0;margin-top:1.75rem}
.tally strong{display:block;font-size:1.9rem;line-height:1.15;font-weight:600;font-variant-numeric:tabular-nums;letter-spacing:-.02em}
.tally span{font-size:.9rem}
dl{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin-top:1.75rem;padding-top:1.25rem;border-top:1px solid var(--line)}
dd{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.1rem 1.5rem;margin-top:1.75rem;padding:.7rem 0;background:var(--ground);border-bottom:1px solid var(--line);font-size:.925rem}
@media (min-width:48rem){nav{position:sticky;top:0;z-index:1}}
nav a{text-decoration:none;padding:.15rem 0}
nav a:hover{text-decoration:underline}
article.task{--under:var(--raised);background:var(--raised);border:1px solid var(--line);border-left:4px solid var(--line);border-radius:8px;padding:1.1rem clamp(.9rem,2.5vw,1.5rem) 1.25rem;margin:0 0 1rem}
article.task h3{margin:0 0 .15rem}
article.failed{border-left-color:var(--bad)}article.unmeasured{border-left-color:var(--warn)}article.passed{border-left-color:var(--good)}
:target{outline:2px solid var(--link);outline-offset:6px;border-radius:4px}
section:target{outline:none}
.wide{overflow-x:auto;margin:.9rem 0}
@media (hover:none){.wide{background:linear-gradient(to left,var(--under) 60%,transparent) right/2.5rem 100% no-repeat local,linear-gradient(to left,var(--line),transparent) right/1rem 100% no-repeat scroll}}
.checks{list-style:none;padding:0;margin:.9rem 0}
.checks li{padding:.55rem 0;border-top:1px solid var(--line)}.checks p{margin:0}
@media (min-width:48rem){.checks li{display:grid;grid-template-columns:minmax(9rem,14rem) minmax(9rem,1fr) minmax(12rem,2fr);column-gap:1.5rem}}
table{border-collapse:collapse;width:100%;font-size:.925rem}
th{font-weight:500;color:var(--dim);text-align:left;white-space:nowrap}
th,td{padding:.45rem 1.1rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top;font-variant-numeric:tabular-nums}
td{overflow-wrap:normal}td:first-child{min-width:9rem}
@media (max-width:48rem){th,td{padding-right:.8rem}td:first-child{overflow-wrap:anywhere;min-width:26vw}}
.item{border-left:3px solid var(--line);padding-left:1rem;margin:1rem 0}
pre{white-space:pre-wrap;background:var(--sunk);border-radius:6px;padding:.6rem .8rem;margin:.35rem 0;max-height:24rem;overflow:auto}
pre,code{font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
ins{background:var(--good-ground);color:var(--good)}del{background:var(--bad-ground);color:var(--bad)}
details{margin:.6rem 0}
details.run{margin:.1rem 0}
details.run>article{margin-top:.75rem}
summary{cursor:pointer;padding:.3rem 0;color:var(--link)}
summary:hover{text-decoration:underline}
details.task{margin:0;padding:.3rem 0;border-bottom:1px solid var(--line)}
details.task>summary{color:var(--ink)}
details.run>.facts{margin:.25rem 0 .75rem}
.talk{list-style:none;padding:0;margin:.5rem 0 0}
.said{border-left:3px solid var(--line);padding:.1rem 0 .1rem 1rem;margin:0 0 .9rem}
.said.user{border-left-color:var(--link)}.said.assistant{border-left-color:var(--good)}
.who{font-weight:600;margin-bottom:.15rem}.who .dim{font-weight:400}
.call{margin:.5rem 0 0}.call .label{margin-top:.35rem}
.badge{font-size:.8rem;padding:.05rem .5rem;border-radius:1rem;border:1px solid currentColor}
.badge.allow{color:var(--good)}.badge.confirm{color:var(--warn)}.badge.deny{color:var(--bad)}
.plot{display:block;min-width:260px}
.plot text{font-size:10px;fill:var(--dim)}.plot .mid{text-anchor:middle}.plot .end{text-anchor:end}
.axis{stroke:var(--line)}.median{fill:var(--ink)}
.answer{display:inline-block;min-width:9rem}
.plot .head{fill:var(--link)}.plot .base{fill:none;stroke:var(--dim);stroke-width:1}
.drawing{display:block;overflow:visible}
.drawing text{font-size:11px;fill:var(--dim)}.drawing .mid{text-anchor:middle}.drawing .end{text-anchor:end}
.drawing rect.base{fill:var(--dim);fill-opacity:.4}.drawing rect.head{fill:var(--link);fill-opacity:.14}
.drawing .bar.head{stroke:var(--link);stroke-width:1.5}
.drawing line.head,.drawing .outline{stroke:var(--link);stroke-width:2;fill:none}
.drawing .median{stroke-width:1.5}.drawing .median.base,.drawing .none{stroke:var(--dim);stroke-dasharray:4 3}
.drawing .p95.base{fill:none;stroke:var(--dim)}.drawing .p95.head{fill:var(--link)}
.tolerated{fill:var(--good-ground)}.tick{stroke:var(--line)}.reach,.open{stroke:var(--ink);stroke-width:1.5;fill:none}
.mark{fill:var(--warn)}.mark.pass{fill:var(--good)}.mark.fail,.mark.error{fill:var(--bad)}
.forest,.legend{list-style:none;padding:0}
.forest{margin:.75rem 0 1.5rem}.forest li{padding:.5rem 0;border-top:1px solid var(--line)}.forest p{margin:0}
.forest .of{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem}.outcome{white-space:nowrap}
@media (min-width:48rem){.forest li{display:grid;grid-template-columns:minmax(0,4fr) minmax(0,9fr) minmax(0,4fr);column-gap:1.75rem;align-items:center}.scale .drawing{grid-column:2}}
.metric .drawing{margin-top:1rem}.metric .key{margin:.35rem 0 0;flex:none}
.legend{margin:.6rem 0 0;font-size:.925rem}.legend li{display:flex;gap:.6rem;margin-top:.15rem}
.metrics{margin:1rem 0}
@media (min-width:64rem){.metrics{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem;align-items:start}.metrics article.task{margin:0}}
@media (forced-colors:active){.drawing text,.plot text{fill:CanvasText}.drawing line,.drawing path{stroke:CanvasText}}
.side{font-weight:650;margin:.25rem 0 .35rem}
@media (min-width:64rem){.sides{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2rem}}
footer{margin-top:3.5rem;padding-top:1.25rem;border-top:1px solid var(--line);font-size:.925rem;color:var(--dim)}
@media print{:root{color-scheme:light}html{font-size:10pt}body{max-width:none;padding:0;background:none}nav{display:none}article.task,tr,.said,.forest li{break-inside:avoid}pre{max-height:none}.wide{overflow:visible}h2,h3{break-after:avoid}}
`;
