import type { WeightingSide } from '#core/weighting/index.ts';

/** What trying a scheme while it is typed has shown; `waiting` until a script can do so. */
export type Trial =
	| { readonly kind: 'waiting' | 'ready' | 'unreachable' }
	| { readonly kind: 'not-understood'; readonly message: string }
	| { readonly kind: 'tried'; readonly inUse: WeightingSide; readonly side: WeightingSide };
