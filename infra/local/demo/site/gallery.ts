import { html } from 'hono/html'
import { clinicScene, gardenScene, marketScene, riverScene } from './illustrations.ts'
import type { Html } from './layout.ts'

const pictures = [
  { scene: riverScene, caption: 'A mobile team crosses the Niger with a cool box of vaccines.' },
  { scene: clinicScene, caption: 'Morning at a health centre: the mango tree is the waiting room.' },
  { scene: marketScene, caption: 'Market day, when volunteers can meet families from every village around.' },
  { scene: gardenScene, caption: 'A women’s garden. What grows here ends up in the cooking lessons.' },
]

/** Returns the gallery: drawings, so that the page loads nothing from other sites. The captions carry the meaning. */
export function gallery(): Html {
  const figures = pictures.map(
    ({ scene, caption }) => html`<li><figure>${scene()}<figcaption>${caption}</figcaption></figure></li>`,
  )
  return html`<section class="frame" id="gallery" aria-labelledby="gallery-heading">
  <h2 id="gallery-heading">Along the way</h2>
  <ul class="gallery">
    ${figures}
  </ul>
</section>`
}
