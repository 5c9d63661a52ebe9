const { light, dark } = __palette__

/**
 * Styles the form for an unknown background: text and lines take the website's text colour; any other colour has a
 * background of its own. Dark mode follows the website's `color-scheme`, not the person's, which the website may
 * ignore.
 */
export const style = `:host{display:block;--act:var(--supporter-accent,${light.act});--on-act:var(--supporter-on-accent,${light.onAct});--wrong:${light.wrong};--wash-wrong:${light.washWrong};--radius:var(--supporter-radius,.4rem)}
@supports(color:light-dark(red,red)){:host{--act:var(--supporter-accent,light-dark(${light.act},${dark.act}));--on-act:var(--supporter-on-accent,light-dark(${light.onAct},${dark.onAct}));--wrong:light-dark(${light.wrong},${dark.wrong});--wash-wrong:light-dark(${light.washWrong},${dark.washWrong})}}
*{box-sizing:border-box}
:host([hidden]),[hidden],p:empty{display:none}
div{overflow-wrap:anywhere}
h2{font-size:1.5em;line-height:1.25;margin:0 0 .5em}
h3{font-size:1em;margin:0 0 .3em}
p{margin:0 0 1em}
a{color:inherit}
:focus-visible{outline:3px solid var(--act);outline-offset:0;box-shadow:0 0 0 5px var(--on-act)}
.field,.choices{margin:0 0 1.25em}
label,legend{font-weight:600}
.hint{font-weight:400;font-size:.925em}
input:not([type=checkbox]){display:block;inline-size:100%;margin-block-start:.35em;padding:.65em .75em;min-block-size:2.75em;font:inherit;font-size:max(1em,16px);color:inherit;background:transparent;border:1px solid;border-radius:var(--radius)}
[dir=rtl] input{text-align:right}
fieldset{border:0;padding:0;margin:0;min-inline-size:0}
legend{padding:0;margin-block-end:.4em}
.choice{display:grid;grid-template-columns:1.5em 1fr;gap:.1em .7em;align-items:start;padding-block:.4em}
.choice input{inline-size:1.5em;block-size:1.5em;margin:0;accent-color:var(--act)}
.choice .hint{grid-column:2}
.consent{margin:0 0 1em}
.consent label{font-weight:400}
button{font:inherit;font-weight:650;color:var(--on-act);background:var(--act);border:1px solid transparent;border-radius:var(--radius);padding:.75em 1.6em;min-block-size:3em;cursor:pointer}
button[aria-disabled=true]{cursor:progress}
.message,.summary{color:var(--wrong);background:var(--wash-wrong)}
.message{font-weight:600;padding:.3em .6em;margin:.35em 0}
.wrong{border-inline-start:.3em solid var(--wrong);padding-inline-start:.8em}
.summary{border:1px solid;border-radius:var(--radius);padding:.8em 1em;margin:0 0 1.25em}
.summary ul{padding-inline-start:1.25em;margin:0}
.summary li{padding-block:.15em}
.summary>:last-child{margin:0}
slot{display:block;margin-block-start:1em}
.hp{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}`
