import { codebook } from '../codebook.ts';
import type { Instrument } from '../instrument.ts';
import { questionsOf } from '../instrument.ts';
import type { Measure } from '../measure.ts';
import { variablesMeasured } from '../measure.ts';
import type { Margin } from '../weighting.ts';
import type { Variable } from '../variable.ts';
import type { Finding, Severity } from './finding.ts';
import { listed, repeated } from './finding.ts';

type Columns = ReadonlyMap<string, Variable>;

/** What measures, breaks, margins and declarations of equivalence name exists and fits together. */
export function measureRules(instrument: Instrument): Finding[] {
	const columns = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
	return [
		...instrument.measures.flatMap((measure, index) =>
			measureFindings(measure, `measures/${index}`, columns, instrument),
		),
		...(instrument.weighting?.margins ?? []).flatMap((margin, index) =>
			marginFindings(margin, `weighting/margins/${index}`, columns),
		),
		...breakFindings(instrument, columns),
		...equivalenceFindings(instrument, columns),
	];
}

function breakFindings({ breaks }: Instrument, columns: Columns): Finding[] {
	return breaks.flatMap((name, index): Finding[] => {
		const column = columns.get(name);
		if (column !== undefined && column.values.length > 1) return [];
		const message =
			column === undefined
				? `No question yields a column “${name}”.${nearest(name, columns)}`
				: `“${name}” has no codes by which results could be broken down.`;
		const rule = column === undefined ? 'unknown-variable' : 'wrong-variable';
		return [{ severity: 'error', rule, path: `breaks/${index}`, place: `break by "${name}"`, message }];
	});
}

function measureFindings(measure: Measure, path: string, columns: Columns, instrument: Instrument): Finding[] {
	const place = `measure "${measure.id}"`;
	const findings: Finding[] = [];
	const report = (rule: string, at: string, message: string, severity: Severity = 'error') =>
		findings.push({ severity, rule, path: `${path}/${at}`, place, message });
	const at = 'variables' in measure ? 'variables' : 'variable';
	const measured = variablesMeasured(measure);
	for (const name of measured.filter((variable) => !columns.has(variable))) {
		report('unknown-variable', at, `No question yields a column “${name}”.${nearest(name, columns)}`);
	}
	measure.among.forEach(({ variable, codes }, index) => {
		const column = columns.get(variable);
		if (column === undefined)
			report(
				'unknown-variable',
				`among/${index}`,
				`No question yields a column “${variable}”.${nearest(variable, columns)}`,
			);
		else {
			const unknown = unknownCodes(codes, column);
			if (unknown.length > 0)
				report('unknown-code', `among/${index}`, `Column “${variable}” never holds ${listed(unknown)}.`);
		}
	});
	const kindOf = (name: string) =>
		questionsOf(instrument).find(({ id }) => id === columns.get(name)?.question && id === name)?.kind;
	const known = measured.flatMap((name) => columns.get(name) ?? []);
	switch (measure.statistic) {
		case 'share':
			for (const column of known) {
				const unknown = unknownCodes(measure.codes, column);
				if (column.type === 'text')
					report('wrong-variable', at, `“${column.name}” holds words, of which no share can be taken.`);
				else if (unknown.length > 0)
					report('unknown-code', 'codes', `Column “${column.name}” never holds ${listed(unknown)}.`);
			}
			break;
		case 'mean':
			for (const column of known.filter(({ type }) => type === 'text')) {
				report('wrong-variable', at, `“${column.name}” holds words, which have no mean.`);
			}
			break;
		case 'score':
			for (const column of known) {
				const isScored = questionsOf(instrument).some(
					({ id, kind }) => kind === 'knowledge' && column.name === `${id}_right`,
				);
				if (!isScored)
					report('wrong-variable', at, `“${column.name}” is not the …_right column of a knowledge question.`);
			}
			break;
		case 'item-count':
		case 'crosswise':
			for (const column of known.filter(({ name }) => kindOf(name) !== measure.statistic)) {
				report('wrong-variable', at, `“${column.name}” is not from a question of kind ${measure.statistic}.`);
			}
			break;
	}
	if (measure.statistic !== 'mean' && measure.smallestChange >= 1) {
		report('smallest-change', 'smallestChange', 'It is a share between 0 and 1: 3 points are 0.03.');
	}
	return findings;
}

function marginFindings(margin: Margin, path: string, columns: Columns): Finding[] {
	const place = `margin "${margin.id}"`;
	const findings: Finding[] = [];
	const report = (rule: string, at: string, message: string, severity: Severity = 'error') =>
		findings.push({ severity, rule, path: `${path}/${at}`, place, message });
	margin.variables.forEach((name, index) => {
		const column = columns.get(name);
		if (column === undefined) {
			report(
				'unknown-variable',
				`variables/${index}`,
				`No question yields a column “${name}”.${nearest(name, columns)}`,
			);
			return;
		}
		const targeted = margin.targets.flatMap(({ codes }) => codes[index] ?? []);
		const unknown = unknownCodes(targeted, column);
		if (unknown.length > 0) report('unknown-code', 'targets', `Column “${name}” never holds ${listed(unknown)}.`);
		const untargeted = column.values.map(({ code }) => code).filter((code) => !targeted.includes(code));
		if (untargeted.length > 0) {
			const message = `No target is given for ${listed(untargeted)} of “${name}”; those who answer so keep their own share.`;
			report('no-target', 'targets', message, 'advice');
		}
	});
	if (margin.targets.some(({ codes }) => codes.length !== margin.variables.length)) {
		report('targets', 'targets', `Every target needs one code for each of its ${margin.variables.length} columns.`);
	}
	for (const codes of repeated(margin.targets.map((target) => target.codes.join(', ')))) {
		report('targets', 'targets', `The target for ${codes} is given twice.`);
	}
	const sum = margin.targets.reduce((total, { share }) => total + share, 0);
	if (Math.abs(sum - 1) > 1e-6) {
		report('targets', 'targets', `The shares sum to ${Number(sum.toPrecision(8))}, not 1.`);
	}
	if (margin.confidence === 'illustrative') {
		const message = `Its figures are illustrative. Replace them from: ${margin.source}`;
		report('illustrative-margin', 'confidence', message, 'advice');
	}
	return findings;
}

function equivalenceFindings({ equivalences, version }: Instrument, columns: Columns): Finding[] {
	return equivalences.flatMap(({ variable, since }, index): Finding[] => {
		const place = `declaration on "${variable}"`;
		const path = `equivalences/${index}`;
		const findings: Finding[] = [];
		if (!columns.has(variable)) {
			const message = `No question yields a column “${variable}”.${nearest(variable, columns)}`;
			findings.push({ severity: 'error', rule: 'unknown-variable', path: `${path}/variable`, place, message });
		}
		if (since > version) {
			const message = `It refers to version ${since}, which is later than this one, ${version}.`;
			findings.push({ severity: 'error', rule: 'equivalence', path: `${path}/since`, place, message });
		}
		return findings;
	});
}

function unknownCodes(codes: readonly number[], { type, values }: Variable): number[] {
	if (type !== 'code') return [];
	return [...new Set(codes)].filter((code) => !values.some((value) => value.code === code));
}

/** A column whose name begins the same, for those who forgot which columns a question yields. */
function nearest(name: string, columns: Columns): string {
	const alike = [...columns.keys()].filter((column) => column.startsWith(`${name}_`) || name.startsWith(`${column}_`));
	return alike.length === 0 ? '' : ` There is ${listed(alike.slice(0, 4))}.`;
}
