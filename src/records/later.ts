/** A value at once or in a while: stores in memory answer at once. */
export type Later<T> = T | Promise<T>;
