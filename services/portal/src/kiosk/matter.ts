/** What someone may come to the kiosk for. */
export type Matter = 'need' | 'water' | 'notices' | 'ask'

/** What is shown beside that. */
export type Shown = Matter | 'privacy'
