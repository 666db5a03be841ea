import type { Instrument } from '../../instrument/index.ts';
import { evaluate } from '../../instrument/index.ts';
import { endOfBand } from './length.ts';
import type { Nonsense } from './nonsense.ts';
import { nonsenseIn } from './nonsense.ts';
import type { LookedAt, TextReader } from './response.ts';
import { textReader } from './response.ts';
import type { FlagSeverity, QualityRule, RuleOf } from './rules.ts';
import type { Run } from './straight-lines.ts';
import { runsOf } from './straight-lines.ts';

/** What a rule saw in a response; never who gave it. `texts` name columns: their words are shown masked or not at all. */
export type Sighting =
	| { readonly kind: 'speed'; readonly from: number; readonly below: number; readonly limit: number }
	| { readonly kind: 'straight-lining'; readonly runs: readonly Run[] }
	| { readonly kind: 'contradiction' }
	| { readonly kind: 'duplicate-texts'; readonly texts: readonly string[] }
	| { readonly kind: 'nonsense-text'; readonly texts: readonly { readonly variable: string; readonly why: Nonsense }[] }
	| { readonly kind: 'signals'; readonly signals: readonly string[] };

/** A rule's finding in one response. */
export interface Flag {
	readonly rule: string;
	readonly severity: FlagSeverity;
	readonly saw: Sighting;
}

/** Applies rules to the responses of one wave: all of them go through `meet` first, then each may be looked at. */
export interface QualityLook {
	/** Takes note of what can only be judged beside others. */
	meet(response: LookedAt): void;
	/** The flags of a response that was met, in the order of the rules. */
	look(response: LookedAt): readonly Flag[];
}

/** A rule whose wave was never looked at has no limit, and flags nothing: only frozen rules are applied. */
export function qualityLook(instrument: Instrument, rules: readonly QualityRule[]): QualityLook {
	const textOf = textReader(instrument);
	const judges = rules.map((rule) => ({ rule, ...judgeOf(rule, instrument, textOf) }));
	return {
		meet: (response) => {
			for (const { meet } of judges) meet?.(response);
		},
		look: (response) =>
			judges.flatMap(({ rule: { id, severity }, see }): Flag[] => {
				const saw = see(response);
				return saw === undefined ? [] : [{ rule: id, severity, saw }];
			}),
	};
}

interface Judge {
	readonly meet?: (response: LookedAt) => void;
	readonly see: (response: LookedAt) => Sighting | undefined;
}

function judgeOf(rule: QualityRule, instrument: Instrument, textOf: TextReader): Judge {
	switch (rule.kind) {
		case 'speed':
			return speedJudge(rule);
		case 'straight-lining':
			return lineJudge(rule, instrument);
		case 'contradiction':
			return {
				see: (known) =>
					evaluate({ all: [rule.first, rule.second] }, known) === 'true' ? { kind: 'contradiction' } : undefined,
			};
		case 'duplicate-texts':
			return duplicateJudge(rule, textOf);
		case 'nonsense-text':
			return nonsenseJudge(rule, textOf);
		case 'signals':
			return {
				see: ({ signals }) => {
					const found = rule.signals.filter((signal) => signals.includes(signal));
					return found.length === 0 ? undefined : { kind: 'signals', signals: found };
				},
			};
	}
}

/** Only a band that lies below the limit as a whole counts: nobody is flagged who may have taken longer. */
function speedJudge({ fasterThan: { seconds: limit } }: RuleOf<'speed'>): Judge {
	return {
		see: ({ seconds: from }) => {
			const below = from === null ? undefined : endOfBand(from);
			if (from === null || below === undefined || limit === undefined || below > limit) return undefined;
			return { kind: 'speed', from, below, limit };
		},
	};
}

function lineJudge(rule: RuleOf<'straight-lining'>, instrument: Instrument): Judge {
	const runs = runsOf(instrument, rule);
	const { run: limit, grids } = rule;
	const longestOf = (rows: number) => (limit.kind === 'all-rows' ? rows : limit.rows);
	return {
		see: (response) => {
			const found = runs(response).filter(({ rows, run }) => run >= (longestOf(rows) ?? Infinity));
			return found.length < grids ? undefined : { kind: 'straight-lining', runs: found };
		},
	};
}

function duplicateJudge({ variables, characters, others }: RuleOf<'duplicate-texts'>, textOf: TextReader): Judge {
	const counts = new Map<string, number>();
	const wordsIn = (response: LookedAt) =>
		variables.flatMap((variable) => {
			const words = sameWords(textOf(response, variable) ?? '');
			return words.length < characters ? [] : [{ variable, key: `${variable} ${words}` }];
		});
	return {
		meet: (response) => {
			for (const { key } of wordsIn(response)) counts.set(key, (counts.get(key) ?? 0) + 1);
		},
		see: (response) => {
			const texts = wordsIn(response).filter(({ key }) => (counts.get(key) ?? 0) > others);
			if (texts.length === 0) return undefined;
			return { kind: 'duplicate-texts', texts: texts.map(({ variable }) => variable) };
		},
	};
}

function nonsenseJudge({ variables }: RuleOf<'nonsense-text'>, textOf: TextReader): Judge {
	return {
		see: (response) => {
			const texts = variables.flatMap((variable) => {
				const why = nonsenseIn(textOf(response, variable) ?? '');
				return why === undefined ? [] : [{ variable, why }];
			});
			return texts.length === 0 ? undefined : { kind: 'nonsense-text', texts };
		},
	};
}

/** The letters and digits of a text alone: spelling with capitals, spaces and stops does not make it another. */
function sameWords(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
