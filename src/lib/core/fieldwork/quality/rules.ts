import { z } from 'zod';
import { Condition, Name, QuestionId, VariableName } from '../../instrument/index.ts';
import { WaveId } from '../wave.ts';

/**
 * In which reading of the answers a response with this flag is left out: *standard* in both, *strict* in that one alone.
 */
export const FlagSeverity = z.enum(['standard', 'strict']);
export type FlagSeverity = z.infer<typeof FlagSeverity>;

/** Which responses count: all (*none*), or all but those that are left out in one of two ways of reading the flags. */
export const QualityReading = z.enum(['none', 'standard', 'strict']);
export type QualityReading = z.infer<typeof QualityReading>;

/**
 * What gives a machine away: pages came back faster than anybody reads; a field was filled in that people do not see; where
 * browsers were asked for a proof of work, none came. The last is true of everybody who runs no scripts.
 */
export const BotSignal = z.enum(['faster-than-reading', 'unseen-field-filled', 'no-proof-of-work']);
export type BotSignal = z.infer<typeof BotSignal>;

const common = { id: Name, severity: FlagSeverity } as const;
const share = z.number().gt(0).lt(1);
const texts = z.array(VariableName).min(1).max(50);

/**
 * A limit as somebody declares it: a number, or what was usual in a named wave. *calibrated* speed: `share` of that wave's
 * median length; calibrated run: the least length that no more than `share` of that wave reached.
 */
const SecondsLimit = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('absolute'), seconds: z.int().min(1).max(86_400) }),
	z.strictObject({ kind: z.literal('calibrated'), wave: WaveId, share, seconds: z.number().min(0).optional() }),
]);
const RowsLimit = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('all-rows') }),
	z.strictObject({ kind: z.literal('absolute'), rows: z.int().min(2).max(30) }),
	z.strictObject({ kind: z.literal('calibrated'), wave: WaveId, share, rows: z.int().min(2).optional() }),
]);

/**
 * A rule that flags responses; it never takes one out by itself. *speed*: the whole interview took less than a limit.
 * *straight-lining*: in at least `grids` of the questions, of which `leastRows` rows were answered, neighbouring rows as they
 * were shown had one answer over a run of so many. *contradiction*: both conditions are true. *duplicate-texts*: the same
 * words, of `characters` letters at least, stand in so many `others`. *nonsense-text*: words that are none. *signals*: what
 * machines give away.
 */
export const QualityRule = z.discriminatedUnion('kind', [
	z.strictObject({ ...common, kind: z.literal('speed'), fasterThan: SecondsLimit }),
	z.strictObject({
		...common,
		kind: z.literal('straight-lining'),
		questions: z.array(QuestionId).min(1).max(50),
		leastRows: z.int().min(2).max(30),
		run: RowsLimit,
		grids: z.int().min(1).max(50),
	}),
	z.strictObject({ ...common, kind: z.literal('contradiction'), first: Condition, second: Condition }),
	z.strictObject({
		...common,
		kind: z.literal('duplicate-texts'),
		variables: texts,
		characters: z.int().min(1).max(4000),
		others: z.int().min(1).max(100_000),
	}),
	z.strictObject({ ...common, kind: z.literal('nonsense-text'), variables: texts }),
	z
		.strictObject({ ...common, kind: z.literal('signals'), signals: z.array(BotSignal).min(1) })
		.refine(
			({ severity, signals }) => severity === 'strict' || !signals.includes('no-proof-of-work'),
			'without scripts nobody proves work: alone it leaves out in the strict reading',
		),
]);
export type QualityRule = z.infer<typeof QualityRule>;
export type RuleOf<Kind extends QualityRule['kind']> = Extract<QualityRule, { kind: Kind }>;

/** The rules of a survey's series, and the reading that its trend takes unless another is asked for. */
export const QualityRules = z
	.strictObject({ reading: QualityReading, rules: z.array(QualityRule).max(50) })
	.refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, 'two rules have one name');
export type QualityRules = z.infer<typeof QualityRules>;
