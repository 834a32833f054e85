/** Somebody who may have leads, by the name that the reader knows. */
export interface Person {
  id: string
  name: string
}
