import type { Packed, PackedWave } from './packed.ts';
import type { AskedMeasure, ColumnRole } from './roles.ts';
import { placesIn } from './published-table.ts';
import { opening } from './r-view.ts';
import { askedIn } from './roles.ts';

/**
 * For each measure of a report a few lines of R that get its figures from the pack: the design of each wave, and one call of
 * the package survey. Waves whose instruments define the measure in another way get lines of their own. Run by
 * tests/reference/r-pack.test.ts.
 */
export function rSnippets({ report, waves }: Pick<Packed, 'report' | 'waves'>): Map<string, string> {
	const labels = new Map(report.waves.map(({ id, label }) => [String(id), label]));
	const asked = waves.map((wave) => ({ wave, measures: askedIn(wave, waves) }));
	return new Map(
		report.measures.map(({ id }) => {
			const calls = new Map<string, string[]>();
			asked.forEach(({ wave, measures }, k) => {
				const own = measures.find(({ measure }) => measure.id === id);
				// A variable that is followed by itself is one measure in the report, and one for each code in the pack.
				const found = own ?? measures.find(({ measure }) => measure.id.startsWith(`${id}=`));
				if (found === undefined || (report.breakBy !== null && !wave.dataset.columns.has(report.breakBy.name))) return;
				const call = own === undefined ? spreadOf(id, found) : callOf(own, wave, report.breakBy?.name ?? null);
				const named = `${JSON.stringify(labels.get(wave.id) ?? '')} = ${k + 1}`;
				calls.set(call, [...(calls.get(call) ?? []), named]);
			});
			const lines = [...calls].map(([call, of]) => overWaves(call, of));
			return [id, [...opening, ...lines, ...publishedLines(id, { report, waves })].join('\n')];
		}),
	);
}

/** Published figures have no answers: their standard errors are made of base, design factor and rounding. */
function publishedLines(measure: string, packed: Pick<Packed, 'report' | 'waves'>): string[] {
	const places = placesIn(packed);
	const rounds = packed.report.waves.filter(({ published }) => published?.has(measure) === true);
	if (rounds.length === 0 || packed.report.breakBy !== null) return [];
	const named = rounds.map(({ id, label }) => `${JSON.stringify(label)} = "${places.get(id) ?? ''}"`);
	return [
		'# Published: se = sqrt(deft^2 * p * (1 - p) / n + r^2 / 12), r the step to which the share was rounded',
		`sapply(c(${named.join(', ')}), function(wave) published_point(pack, wave, ${JSON.stringify(measure)}), simplify = FALSE)`,
	];
}

function overWaves(call: string, waves: readonly string[]): string {
	const indented = call
		.split('\n')
		.map((line) => `  ${line}`)
		.join('\n');
	return `lapply(c(${waves.join(', ')}), function(wave) {\n  d <- wave_design(pack, wave)\n${indented}\n})`;
}

/** The shares of all codes of a variable at once. */
function spreadOf(variable: string, { roles }: AskedMeasure): string {
	return `svymean(~factor(${variable}), subset(d, ${inBase(variable, roles)}))`;
}

function callOf({ measure, probability, roles }: AskedMeasure, wave: PackedWave, breakBy: string | null): string {
	const among = amongOf(roles);
	const variables = [...new Set(roles.filter(({ role }) => isOfStatistic(role)).map(({ variable }) => variable))];
	const [first = ''] = variables;
	const statistic = (formula: string, base: string) => {
		const rows = `subset(d, ${[base, ...among].map(bracketed).join(' & ')})`;
		return breakBy === null ? `svymean(~${formula}, ${rows})` : `svyby(~${formula}, ~${breakBy}, ${rows}, svymean)`;
	};
	const anyBase = variables.map((variable) => inBase(variable, roles)).join(' | ');
	switch (measure.statistic) {
		case 'share': {
			const counted = variables.map((variable) => isIn(variable, codesOf(roles, 'counted', variable)));
			return statistic(`I(${counted.join(' | ')})`, anyBase);
		}
		case 'crosswise': {
			const alike = statistic(`I(${isIn(first, codesOf(roles, 'counted', first))})`, anyBase);
			const [values, errors] = breakBy === null ? ['coef(alike)[2]', 'SE(alike)[2]'] : [trueColumn, errorColumn];
			return [
				`p <- ${probability ?? 0}  # of the innocuous statement`,
				`alike <- ${alike}`,
				`cbind(share = (${values} + p - 1) / (2 * p - 1), se = ${errors} / abs(2 * p - 1))`,
			].join('\n');
		}
		case 'score':
			return [
				`answers <- d$variables[c(${variables.map((name) => `"${name}"`).join(', ')})]`,
				'd$variables$score. <- rowSums(answers == 1) / rowSums(answers >= 0 | answers == -8)',
				statistic('score.', 'is.finite(score.)'),
			].join('\n');
		case 'mean':
			return statistic(first, hasNumber(first, wave));
		case 'item-count': {
			const treatment = roles.find(({ role }) => role === 'treatment');
			const arm = treatment?.variable ?? '';
			const halves = isIn(
				arm,
				[treatment, roles.find(({ role }) => role === 'control')].map((one) => one?.code ?? 0),
			);
			const saw = `I(${arm} == ${treatment?.code ?? 0})`;
			const rows = [hasNumber(first, wave), halves, ...among].map(bracketed).join(' & ');
			const fit = (design: string) => `summary(svyglm(${first} ~ ${saw}, ${design}))$coefficients[2, 1:2]`;
			if (breakBy === null) return fit(`subset(d, ${rows})`);
			return `sapply(setdiff(unique(d$variables$${breakBy}), -9:-1), function(group) {\n  ${fit(`subset(d, ${breakBy} == group & ${rows})`)}\n})`;
		}
	}
}

const trueColumn = 'alike[, 3]';
const errorColumn = 'alike[, 5]';

function isOfStatistic(role: string): boolean {
	return role === 'counted' || role === 'item' || role === 'number';
}

function codesOf(roles: readonly ColumnRole[], role: string, variable: string): number[] {
	return roles.flatMap((one) =>
		one.role === role && one.variable === variable && one.code !== null ? [one.code] : [],
	);
}

function inBase(variable: string, roles: readonly ColumnRole[]): string {
	const missing = codesOf(roles, 'in-base', variable);
	return missing.length === 0 ? `${variable} >= 0` : `${variable} >= 0 | ${isIn(variable, missing)}`;
}

function hasNumber(variable: string, { dataset }: PackedWave): string {
	return dataset.columns.get(variable)?.kind === 'number' ? `${variable}.missing == 0` : `${variable} >= 0`;
}

function amongOf(roles: readonly ColumnRole[]): string[] {
	const entries = [...new Set(roles.map(({ role }) => role).filter((role) => role.startsWith('among')))];
	return entries.flatMap((entry) => {
		const variable = roles.find(({ role }) => role === entry)?.variable;
		return variable === undefined ? [] : [isIn(variable, codesOf(roles, entry, variable))];
	});
}

function isIn(variable: string, codes: readonly number[]): string {
	return codes.length === 1 ? `${variable} == ${codes[0]}` : `${variable} %in% c(${codes.join(', ')})`;
}

function bracketed(condition: string, at: number, all: readonly string[]): string {
	return all.length > 1 && condition.includes(' | ') ? `(${condition})` : condition;
}
