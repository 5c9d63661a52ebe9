/** The one stylesheet of every page: light and dark, either direction of writing, from 320 px up. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--field:#fff;--ink:#1c2430;--soft:#4c5768;--line:#6b7686;--rule:#dfe4ea;--act:#0b5394;--on-act:#fff;--wash:#eef4fa;--wrong:#a4161a;--wash-wrong:#fdf0f0}
@media(prefers-color-scheme:dark){:root{--paper:#12171e;--field:#1a2129;--ink:#edf1f5;--soft:#b4bfcc;--line:#8593a3;--rule:#2c3642;--act:#8cc4f8;--on-act:#0a1a2b;--wash:#1a2635;--wrong:#ffaca8;--wash-wrong:#321c1e}}
*{box-sizing:border-box}
html{font:100%/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;background:var(--paper);color:var(--ink)}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;overflow-wrap:break-word}
header,main,footer{width:100%;max-width:36rem;margin-inline:auto;padding-inline:1.25rem}
header{padding-block:1.25rem;font-weight:650}
header a{color:inherit;text-decoration:none;display:inline-block;padding-block:.25rem}
header a:hover{text-decoration:underline}
main{flex:1;padding-block:1.5rem 3rem}
footer{padding-block:1.25rem 2rem;border-block-start:1px solid var(--rule);color:var(--soft);font-size:.875rem}
footer p{margin:.25rem 0}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.1rem);line-height:1.2;letter-spacing:-.01em;margin:0 0 .75rem;text-wrap:balance}
:lang(ar) h1,h1:lang(ar){letter-spacing:0;line-height:1.4}
h2{font-size:1rem;margin:1.75rem 0 .5rem}
p{margin:0 0 1rem}
ul{padding-inline-start:1.25rem;margin:0 0 1rem}
a{color:var(--act);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--act);outline-offset:2px;border-radius:2px}
form{margin:1.5rem 0 0}
.field{margin:0 0 1.25rem}
label,legend{font-weight:600}
.hint{font-weight:400;color:var(--soft)}
input[type=email],input[type=text]{display:block;width:100%;margin-block-start:.35rem;padding:.7rem .8rem;font:inherit;color:inherit;background:var(--field);border:1px solid var(--line);border-radius:.4rem}
fieldset{border:0;padding:0;margin:0 0 1.25rem}
legend{padding:0;margin-block-end:.4rem}
.choice{display:grid;grid-template-columns:1.5rem 1fr;gap:.15rem .65rem;align-items:start;padding-block:.4rem}
.choice input{width:1.5rem;height:1.5rem;margin:0;accent-color:var(--act)}
.choice label{font-weight:600}
.choice .hint{grid-column:2;font-size:.925rem}
.consent{background:var(--wash);border-radius:.5rem;padding:.6rem .9rem;margin:0 0 1.25rem}
.consent label{font-weight:400}
button{font:inherit;font-weight:650;color:var(--on-act);background:var(--act);border:0;border-radius:.45rem;padding:.85rem 1.6rem;min-height:3rem;cursor:pointer}
button:hover{filter:brightness(1.12)}
.wrong input:not([type=checkbox]){border-color:var(--wrong);border-width:2px}
.message{color:var(--wrong);font-weight:600;display:block;margin-block-start:.35rem}
.choice .message{grid-column:2}
.summary{border-inline-start:.3rem solid var(--wrong);background:var(--wash-wrong);padding:.8rem 1rem;margin:0 0 1.5rem;border-radius:.25rem}
.summary h2{margin:0 0 .3rem}
.summary ul{margin:0}
.summary a{color:var(--wrong)}
.quote{border-inline-start:.25rem solid var(--rule);padding-inline-start:1rem;margin:0 0 1rem;color:var(--soft)}
.hp{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
dl{margin:0 0 1rem}
dt{font-weight:600}
dd{margin:0 0 .75rem;color:var(--soft)}
code{font:.875rem/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
@media(max-width:30rem){button{width:100%}}
@media(forced-colors:active){button{border:1px solid}}
@page{margin:18mm}
@media print{:root{color-scheme:light;--paper:#fff;--field:#fff;--card:#fff;--ink:#000;--soft:#333;--rule:#999;--wash:#fff;--act:#000}html{font-size:10pt}body{display:block;min-height:0}header,main,footer{max-width:none;padding-inline:0}header{padding-block:0 .5rem}main{border:0;padding-block:.5rem}h2{margin-block-start:1.1rem;break-after:avoid}dt,blockquote,li{break-inside:avoid;break-after:auto}dt{break-after:avoid}dd{margin-block-end:.4rem}.quote{border-inline-start:.2rem solid #999;padding-block:0}a{color:inherit;text-decoration:none}.screen{display:none}}
`.trim()
