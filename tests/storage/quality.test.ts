import { expect, it } from 'vitest';
import type { WaveId } from '#core/fieldwork/index.ts';
import { QualityRules } from '#core/fieldwork/index.ts';
import type { Site } from '#server/site.ts';
import {
	deleteDecision,
	insertRulesVersion,
	listCompletedPlaces,
	listDecisions,
	listFlags,
	listRulesVersions,
	placesOfResponses,
	putDecision,
	replaceFlags,
} from '#server/storage/index.ts';
import { responseId, siteWithAnswers } from '../scenario/answered.ts';

const rules = QualityRules.parse({
	reading: 'standard',
	rules: [{ id: 'robots', severity: 'standard', kind: 'signals', signals: ['faster-than-reading'] }],
});

async function answered(): Promise<{ site: Site; wave: WaveId }> {
	const { site, waves } = await siteWithAnswers([[{}, {}, {}]]);
	const [wave] = waves;
	if (wave === undefined) throw new Error('there is a wave');
	return { site, wave };
}

it('versions of rules follow each other, and of two made at once the second is refused', async () => {
	const { site } = await answered();
	const { reader, writer } = site.storage;
	const version = { survey: 'tiny', rules, reason: 'The first', by: 'Ann', on: '2026-03-02' };
	expect(await insertRulesVersion(writer, { ...version, after: 0 })).toBe(1);
	expect(await insertRulesVersion(writer, { ...version, after: 0 })).toBeUndefined();
	expect(await insertRulesVersion(writer, { ...version, survey: 'other', after: 0 })).toBe(1);
	const harder = { ...rules, reading: 'strict' as const };
	expect(await insertRulesVersion(writer, { ...version, rules: harder, reason: 'Harder', after: 1 })).toBe(2);
	expect(await listRulesVersions(reader, { survey: 'tiny' })).toEqual([
		{ version: 1, rules, reason: 'The first', by: 'Ann', on: '2026-03-02' },
		{ version: 2, rules: harder, reason: 'Harder', by: 'Ann', on: '2026-03-02' },
	]);
});

it('flags of a wave are replaced together, and the same again change nothing', async () => {
	const { site, wave } = await answered();
	const { reader, writer } = site.storage;
	const flag = { response: responseId(1, 0), rule: 'robots', version: 1, severity: 'standard' as const };
	const another = { ...flag, response: responseId(1, 2), severity: 'strict' as const };
	expect(await replaceFlags(writer, { wave, flags: [flag, another] })).toBe('replaced');
	expect(await replaceFlags(writer, { wave, flags: [another, flag] })).toBe('unchanged');
	expect(await listFlags(reader, { wave })).toEqual([flag, another]);
	expect(await replaceFlags(writer, { wave, flags: [{ ...flag, version: 2 }] })).toBe('replaced');
	expect(await listFlags(reader, { wave })).toEqual([{ ...flag, version: 2 }]);
});

it('a decision is about a flagged response, the last counts, and it can be taken back', async () => {
	const { site, wave } = await answered();
	const { reader, writer } = site.storage;
	const response = responseId(1, 1);
	const decision = { wave, response, decision: 'keep', reason: 'Read it', by: 'Ann', on: '2026-03-02' } as const;
	expect(await putDecision(writer, decision)).toBe(false);
	await replaceFlags(writer, { wave, flags: [{ response, rule: 'robots', version: 1, severity: 'strict' }] });
	expect(await putDecision(writer, decision)).toBe(true);
	expect(await putDecision(writer, { ...decision, decision: 'leave-out', reason: 'Twice', by: 'Bob' })).toBe(true);
	expect(await listDecisions(reader, { wave })).toEqual([
		{ response, decision: 'leave-out', reason: 'Twice', by: 'Bob', on: '2026-03-02' },
	]);
	expect(await deleteDecision(writer, decision)).toBe(true);
	expect(await deleteDecision(writer, decision)).toBe(false);
	expect(await listDecisions(reader, { wave })).toEqual([]);
});

it('responses are found in the table by their ids alone', async () => {
	const { site, wave } = await answered();
	const { reader } = site.storage;
	const ids = [0, 1, 2].map((k) => responseId(1, k));
	const places = await placesOfResponses(reader, { wave, ids: [...ids, responseId(2, 0)] });
	expect([...places.keys()].toSorted()).toEqual(ids);
	expect([...places.values()].toSorted((a, b) => a - b)).toEqual([...(await listCompletedPlaces(reader, { wave }))]);
});
