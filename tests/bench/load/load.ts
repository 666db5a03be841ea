/** What the process of clients is asked to do. */
export interface Load {
	readonly origin: string;
	readonly survey: string;
	/** So many at a time, or with `perSecond` so many beginning each second whatever becomes of the others. */
	readonly clients: number;
	readonly perSecond: number | null;
	readonly seconds: number;
	/** Completed interviews after which it is enough. */
	readonly most: number;
	/** Milliseconds that a person takes for a page, where so many begin each second. */
	readonly think: number;
	/** Against the bare server: posts for one interview. */
	readonly bare: boolean;
	readonly steps: number;
}

/** What came of it. Milliseconds of a post of a page until its redirect, counted from when it was due. */
export interface Loaded {
	readonly completed: number;
	readonly seconds: number;
	readonly posts: number;
	readonly p50: number;
	readonly p99: number;
	readonly longest: number;
	readonly errors: Readonly<Record<string, number>>;
	readonly cpuSeconds: number;
}
