import { html } from 'hono/html'
import { gallery } from './gallery.ts'
import { heroScene } from './illustrations.ts'
import { type Html, layout } from './layout.ts'
import { signUpForm } from './sign-up-form.ts'
import type { SiteSettings } from './site-settings.ts'

/** Returns the country page: the charity's work in Mali, and an invitation to hear more. */
export function frontPage(settings: SiteSettings, urls: { apiUrl: string; siteUrl: string }): Html {
  const name = settings.organisation
  return layout(settings, {
    title: `Mali | ${settings.organisation}`,
    description:
      'Health care, nutrition and protection for families in Mali who live far from a clinic or have fled their homes.',
    script: '/signup.js',
    main: html`${hero(name)}
${introduction(name)}
${work()}
${story()}
${gallery()}
${signUpForm(settings, urls)}`,
  })
}

function hero(name: string): Html {
  return html`<section class="hero">
  ${heroScene()}
  <div class="frame">
    <p class="crumbs">Where we work <span aria-hidden="true">/</span> West Africa</p>
    <h1>Mali</h1>
    <p class="lead">When the nearest clinic is a day’s walk away, or has closed, ${name} brings the clinic to the people.</p>
  </div>
</section>`
}

function introduction(name: string): Html {
  return html`<section class="frame prose">
  <p>Years of conflict in the north and centre of Mali have driven families from their villages and health workers from
  their posts. Rains fail, or come all at once. A fever that a nurse could have treated in a morning becomes a reason to
  set out before dawn, with a child on your back, for a health centre that may have no medicine left.</p>
  <p>${name} works beside Malian doctors, nurses, midwives and volunteers, in their health centres and from mobile teams
  on the road. They know the roads, the languages and the people. We bring supplies, training and the means to keep
  going.</p>
</section>`
}

const programmes = [
  {
    title: 'Health care',
    text: 'Consultations, vaccination, care in pregnancy and safe births, in health centres that we help to reopen and from mobile teams where there is none.',
  },
  {
    title: 'Nutrition',
    text: 'Volunteers measure children’s arms at home and in the market. Those who are dangerously thin begin treatment the same week; their mothers learn to keep watch.',
  },
  {
    title: 'Infectious disease',
    text: 'Malaria, measles and cholera are found early and treated early. Health workers learn to protect their patients and themselves.',
  },
  {
    title: 'Support for survivors of gender-based violence',
    text: 'Confidential medical care, someone to talk to, and safe spaces run by women. Survivors decide what happens next, and when.',
  },
]

function work(): Html {
  const items = programmes.map(({ title, text }) => html`<li><h3>${title}</h3><p>${text}</p></li>`)
  return html`<section class="frame" id="work" aria-labelledby="work-heading">
  <h2 id="work-heading">What we do in Mali</h2>
  <ul class="programmes">
    ${items}
  </ul>
</section>`
}

function story(): Html {
  return html`<section class="story" aria-labelledby="story-heading">
  <div class="frame">
    <p class="eyebrow">A story</p>
    <h2 id="story-heading">“Now they come to my door and ask”</h2>
    <div class="prose">
      <p>Fatoumata keeps a strip of coloured tape in the fold of her wrap. Green, yellow, red. She is not a nurse; she sells
      onions. But twice a week she walks her quarter of the town, sits down where she is offered a mat, and slips the tape
      around the arms of the smallest children.</p>
      <p>The first time it showed red, the grandmother did not believe her. The boy was only tired. Fatoumata came back the
      next morning with the nurse from the mobile team, and they talked until the tea was cold. Eight weeks of treatment
      later the boy was throwing stones at goats.</p>
      <p>“At first I had to explain why I came,” she says. “Now they come to my door and ask when it is their turn.”</p>
      <p class="note">Based on the experience of several volunteers. The name has been changed.</p>
    </div>
  </div>
</section>`
}
