import { clinicScene, gardenScene, market, riverScene } from './illustrations.ts'

const pictures = [
  { scene: riverScene, caption: 'A mobile team crosses the Niger with a cool box of vaccines.' },
  { scene: clinicScene, caption: 'Morning at a health centre: the mango tree is the waiting room.' },
  { scene: market, caption: 'Market day, when volunteers can meet families from every village around.' },
  { scene: gardenScene, caption: 'A women’s garden. What grows here ends up in the cooking lessons.' },
]

/** Drawn, so that the page needs nothing from elsewhere. The captions say it all; the drawings are decoration. */
export function gallery(): string {
  const figures = pictures.map(
    ({ scene, caption }) => `<li><figure>${scene()}<figcaption>${caption}</figcaption></figure></li>`,
  )
  return `<section class="frame" id="gallery" aria-labelledby="gallery-heading">
  <h2 id="gallery-heading">Along the way</h2>
  <ul class="gallery">
    ${figures.join('\n    ')}
  </ul>
</section>`
}
