import { html } from 'hono/html'
import type { Html } from './layout.ts'

/**
 * Draws flat pictures in the page's colours, which `styles.css` assigns to their classes. No cross is red on white or
 * white on red: the Geneva Conventions protect those emblems.
 */

function scene(viewBox: string, content: Html, preserveAspectRatio = 'xMidYMid'): Html {
  return html`<svg class="scene" viewBox="${viewBox}" aria-hidden="true" focusable="false" preserveAspectRatio="${preserveAspectRatio}">${content}</svg>`
}

const acacia = (
  x: number,
  y: number,
  size: number,
) => html`<g transform="translate(${x} ${y}) scale(${size})">
  <path class="dark" d="M-2 0c0-22-12-30-24-40l4-3c9 6 16 12 20 20 0-12 1-22 1-30h4c0 9 1 18 0 28 5-8 12-14 21-19l3 3C15-31 4-20 4 0z"/>
  <path class="leaf" d="M-50-46c6-16 28-26 52-26s46 9 50 24c-14 6-30 3-50 4-22 2-38 4-52-2z"/>
</g>`

const person = (
  x: number,
  y: number,
  size: number,
  cloth: string,
) => html`<g transform="translate(${x} ${y}) scale(${size})">
  <path class="${cloth}" d="M-11 0C-12-20-10-34 0-38c10 4 12 18 11 38z"/>
  <circle class="skin" cx="0" cy="-45" r="7"/>
  <path class="${cloth}" d="M-8-46c0-9 16-9 16 0-5-4-11-4-16 0z"/>
</g>`

export function heroScene(): Html {
  return scene(
    '0 0 1200 420',
    html`<rect class="sky" width="1200" height="420"/>
    <circle class="sun" cx="880" cy="196" r="84"/>
    <path class="far" d="M0 262c140-34 260-30 420-8s300-26 460-14 220 22 320 6v174H0z"/>
    <path class="mid" d="M700 268v-52l10-14 10 14v-30l14-22 14 22v30l10-14 10 14v-46l16-26 16 26v46l10-14 10 14v52z"/>
    <path class="water" d="M0 300c260-22 520 4 760-6s320-10 440 2v124H0z"/>
    <path class="glint" d="M806 312h150v4H806zm-36 18h120v4H770zm70 18h96v4h-96zm-40 20h64v4h-64z"/>
    <path class="near" d="M0 352c180-30 340-26 480 4s320 40 720 12v52H0z"/>
    ${acacia(1060, 376, 1.5)}
    <g transform="translate(560 330)"><path class="dark" d="M-92-6c50 20 134 20 184 0-10 22-40 28-92 28S-82 16-92-6z"/>${person(-26, 2, 0.9, 'cloth-a')}${person(10, 4, 0.8, 'cloth-b')}<path class="line" d="M52-76 72 40"/>${person(50, 2, 0.95, 'cloth-c')}</g>`,
    'xMidYMax slice',
  )
}

export function riverScene(): Html {
  return scene(
    '0 0 400 300',
    html`<rect class="sky" width="400" height="300"/><circle class="sun" cx="100" cy="92" r="40"/>
    <path class="far" d="M0 150c90-20 200-16 400-4v30H0z"/><rect class="water" y="164" width="400" height="136"/>
    <path class="glint" d="M62 186h90v4H62zm20 18h60v4H82zm-34 22h70v4H48z"/>
    <g transform="translate(220 214) scale(1.15)"><path class="dark" d="M-110-8c60 24 160 24 220 0-14 26-50 34-110 34S-98 18-110-8z"/>${person(-52, 2, 1, 'cloth-a')}${person(-18, 5, 0.95, 'cloth-c')}<rect class="box" x="6" y="-18" width="34" height="24" rx="3"/><path class="cross" d="M21-13h4v5h5v4h-5v5h-4v-5h-5v-4h5z"/>${person(64, 2, 1, 'cloth-b')}<path class="line" d="M70-60 96 50"/></g>`,
  )
}

export function clinicScene(): Html {
  return scene(
    '0 0 400 300',
    html`<rect class="sky" width="400" height="300"/><path class="near" d="M0 226h400v74H0z"/>
    <path class="wall" d="M176 232V128h190v104z"/><path class="mid" d="M164 128h214v-14H164z"/>
    <path class="dark" d="M246 232v-62h44v62z"/><path class="water" d="M194 154h32v32h-32zm120 0h32v32h-32z"/>
    <g transform="translate(268 142)"><path class="cross" d="M-4-10h8v6h6v8h-6v6h-8V4h-6v-8h6z"/></g>
    <path class="dark" d="M74 236c6-40 0-62-4-88h18c-2 30 0 56 8 88z"/><path class="leaf" d="M4 120c2-46 40-70 78-70s78 24 76 66c-2 36-36 46-76 46S2 156 4 120z"/>
    <circle class="sun" cx="48" cy="118" r="7"/><circle class="sun" cx="112" cy="96" r="7"/><circle class="sun" cx="120" cy="136" r="7"/>
    ${person(36, 262, 1, 'cloth-a')}${person(66, 266, 0.62, 'cloth-b')}${person(118, 264, 1, 'cloth-c')}${person(146, 262, 0.95, 'cloth-b')}`,
  )
}

export function marketScene(): Html {
  const stall = (x: number, cloth: string) =>
    html`<g transform="translate(${x} 250)"><path class="dark" d="M-50-92h4V0h-4zm96 0h4V0h-4z"/><path class="${cloth}" d="M-62-86 -44-124H44l18 38z"/><path class="mid" d="M-50-30H50v8H-50z"/><circle class="sun" cx="-30" cy="-37" r="8"/><circle class="sun" cx="-14" cy="-37" r="8"/><circle class="leaf" cx="8" cy="-37" r="8"/><circle class="cloth-b" cx="28" cy="-37" r="8"/></g>`
  return scene(
    '0 0 400 300',
    html`<rect class="sky" width="400" height="300"/><path class="far" d="M0 176c120-30 260-22 400-6v60H0z"/><path class="near" d="M0 224h400v76H0z"/>
    ${stall(90, 'cloth-a')}${stall(216, 'cloth-c')}${stall(338, 'cloth-b')}
    ${person(150, 276, 1.15, 'cloth-b')}${person(182, 280, 0.7, 'cloth-a')}${person(276, 278, 1.1, 'cloth-a')}`,
  )
}

export function gardenScene(): Html {
  const rows = [206, 234, 266].map((y, row) =>
    Array.from({ length: 9 }, (_, n) => {
      const size = 1 + row * 0.25
      return html`<path class="leaf" transform="translate(${20 + n * 46 + row * 8} ${y}) scale(${size})" d="M0 0c-12-2-14-12-12-18 6 2 9 6 10 11 0-8 2-14 8-17 3 8 1 13-2 18 4-3 8-4 12-3-2 7-8 10-16 9z"/>`
    }),
  )
  return scene(
    '0 0 400 300',
    html`<rect class="sky" width="400" height="300"/><circle class="sun" cx="310" cy="84" r="36"/>
    <path class="far" d="M0 150c140-26 260-20 400-4v40H0z"/><path class="near" d="M0 176h400v124H0z"/>
    <path class="mid" d="M0 208h400v8H0zm0 28h400v10H0zm0 32h400v12H0z"/>${acacia(70, 178, 0.9)}
    ${rows[0]}${person(206, 236, 1.05, 'cloth-c')}${rows[1]}${person(286, 268, 1.2, 'cloth-a')}${rows[2]}`,
  )
}
