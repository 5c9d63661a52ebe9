import { type Palette, paletteOf } from '../settings/theme/palette.ts'
import type { Theme } from '../settings/theme/theme.ts'

/** Returns the one stylesheet of every page: light and dark, both directions of writing, from 320 px up. */
export function styleOf(theme: Theme): string {
  const known = styles.get(theme)
  if (known) return known
  const { light, dark } = paletteOf(theme)
  const style = `:root{color-scheme:light dark;${declarations(light)}}
@media(prefers-color-scheme:dark){:root{${declarations(dark)}}}
${rules}`
  styles.set(theme, style)
  return style
}

const styles = new WeakMap<Theme, string>()

const declarations = ({
  paper,
  card,
  ink,
  soft,
  line,
  rule,
  act,
  actMore,
  onAct,
  wash,
  wrong,
  washWrong,
}: Palette) =>
  `--paper:${paper};--card:${card};--ink:${ink};--soft:${soft};--line:${line};--rule:${rule};--act:${act};--act-more:${actMore};--on-act:${onAct};--wash:${wash};--wrong:${wrong};--wash-wrong:${washWrong}`

const rules = `
*{box-sizing:border-box}
html{font:100%/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%;background:var(--paper);color:var(--ink);scroll-padding-block:1rem}
html:lang(ar){line-height:1.75}
body{margin:0;overflow-wrap:anywhere}
header,main,footer{width:100%;max-width:38rem;margin-inline:auto;padding-inline:1.25rem}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.25rem 1.5rem;padding-block:1.25rem}
header a{display:inline-block;padding-block:.25rem}
.name{font-weight:700;color:inherit;text-decoration:none;border-inline-start:.3rem solid var(--act);padding-inline-start:.65rem}
.name:hover{text-decoration:underline}
.logo img{display:block;max-height:3.5rem;max-width:min(100%,16rem)}
.languages{display:flex;flex-wrap:wrap;gap:0 1rem;margin:0;font-size:.925rem}
main{background:var(--card);border-block:1px solid var(--rule);padding-block:1.75rem 2rem}
footer{padding-block:1.25rem 2.5rem;color:var(--soft);font-size:.875rem}
footer p{margin:.25rem 0}
footer a{display:inline-block;padding-block:.25rem;color:inherit}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.1rem);line-height:1.2;letter-spacing:-.01em;margin:0 0 .75rem;text-wrap:balance}
h1:lang(ar){letter-spacing:0;line-height:1.45}
h2{font-size:1.125rem;margin:1.75rem 0 .5rem}
h3{font-size:1rem;margin:1.25rem 0 .5rem}
p{margin:0 0 1rem;text-wrap:pretty}
main>:last-child{margin-block-end:0}
ul,ol{padding-inline-start:1.25rem;margin:0 0 1rem}
a{color:var(--act);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--act);outline-offset:2px;border-radius:2px}
form{margin:1.5rem 0 0}
.field{margin:0 0 1.5rem}
label,legend{font-weight:600}
.hint{font-weight:400;color:var(--soft)}
input[type=email],input[type=text]{display:block;width:100%;margin-block-start:.35rem;padding:.7rem .8rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem}
[dir=rtl] input{text-align:right}
fieldset{border:0;padding:0;margin:0;min-width:0}
legend{padding:0;margin-block-end:.4rem}
.choice{display:grid;grid-template-columns:1.5rem 1fr;gap:.1rem .7rem;align-items:start;padding-block:.4rem}
.choice input{width:1.5rem;height:1.5rem;margin:0;accent-color:var(--act)}
.choice .hint{grid-column:2;font-size:.925rem}
.small{font-size:.925rem;color:var(--soft);margin:-.25rem 0 1.5rem}
.consent,.quote{background:var(--wash);border-radius:.5rem;padding:.6rem .9rem;margin:0 0 1rem}
.consent label{font-weight:400}
.quote{padding-block:.9rem}
button{font:inherit;font-weight:650;color:var(--on-act);background:var(--act);border:0;border-radius:.45rem;padding:.8rem 1.6rem;min-height:3rem;cursor:pointer}
button:hover{background:var(--act-more)}
.quiet{background:transparent;color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
.quiet:hover{background:var(--wash);color:var(--act-more)}
.after{margin-block:1rem 0}
.presses{display:flex;flex-wrap:wrap;gap:.75rem}
section{border-block-start:1px solid var(--rule);margin-block-start:2rem;padding-block-start:.25rem}
section form{margin:0}
section>p:first-child{margin-block-start:1rem}
.wrong{border-inline-start:.3rem solid var(--wrong);padding-inline-start:.9rem}
.wrong input:not([type=checkbox]){border-color:var(--wrong);border-width:2px}
.message{color:var(--wrong);font-weight:600;margin:.15rem 0 .5rem}
.consent.wrong{background:var(--wash-wrong);padding-inline-start:.9rem}
.summary{border-inline-start:.3rem solid var(--wrong);background:var(--wash-wrong);padding:.9rem 1rem;margin:0 0 1.5rem;border-radius:.25rem}
.summary h2{margin:0 0 .3rem}
.summary>:last-child{margin:0}
.summary:focus-visible{outline-color:var(--wrong)}
.summary li{padding-block:.15rem}
.summary a{color:var(--wrong)}
.notice{border-inline-start:.3rem solid var(--act);background:var(--wash);padding:.9rem 1rem;margin:0 0 1.5rem;border-radius:.25rem}
.hp{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
dl{margin:0 0 1rem}
dt{font-weight:600}
dd{margin:0 0 .75rem;color:var(--soft)}
code{font:.8rem/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;word-break:break-all}
.whole{display:inline-block;max-width:100%}
.sign{break-inside:avoid}
.sign p{max-width:24rem;margin:0;padding-block:1.75rem .35rem;border-block-end:1px solid var(--line);color:var(--soft)}
@media(prefers-color-scheme:dark){.logo{background:#fff;padding:.5rem .65rem;border-radius:.4rem}}
@media(max-width:30rem){button{width:100%}}
@media(min-width:40rem){header{padding-block:2.5rem 1.25rem}main{border:1px solid var(--rule);border-radius:.75rem;padding:2.25rem 2.5rem 2.5rem}header,footer{padding-inline:2.5rem}}
@media(forced-colors:active){button{border:1px solid}}
@page{margin:18mm}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--rule:#999;--wash:#fff;--act:#000}html{font-size:10pt}body{display:block;min-height:0}header,main,footer{max-width:none;padding-inline:0}header{padding-block:0 .5rem}main{border:0;border-radius:0;padding-block:.5rem 0}h1{font-size:1.8rem}h2{margin-block-start:1rem}h2,h3{break-after:avoid}dt{break-after:avoid}dd,blockquote,li{break-inside:avoid}dd{margin-block-end:.4rem}.quote{border-inline-start:.2rem solid #999;border-radius:0;padding-block:0;margin-block-end:.5rem}a{color:inherit;text-decoration:none}.screen,main:has(dl)+footer,.languages{display:none}}
`.trim()
