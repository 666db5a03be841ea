import { changes } from './changes.ts';
import { indirectShares } from './indirect.ts';
import { medians } from './medians.ts';
import { type Scenario } from './scenario.ts';
import { sharesNearNought, sharesOfDesigns } from './shares.ts';

export const scenarios: readonly Scenario[] = [
	...sharesNearNought,
	...sharesOfDesigns,
	...medians,
	...indirectShares,
	...changes,
];
