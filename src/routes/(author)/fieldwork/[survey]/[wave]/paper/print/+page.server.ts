import { error } from '@sveltejs/kit';
import { WaveId } from '#core/fieldwork/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { formToPrint } from '#server/workflows/fieldwork/paper/index.ts';
import { printedForm } from '#ui/fieldwork/paper/printed-form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { survey } = event.params;
	const { searchParams } = event.url;
	const wave = WaveId.safeParse(event.params.wave).data;
	const args = { survey, letter: searchParams.get('letter') ?? '' };
	const found = wave && (await formToPrint(event.locals.site, { ...args, wave }));
	if (found === undefined) error(404, 'There is no such wave of this survey that is answered on paper.');
	const { instrument, letter, arms, layouts } = found;
	const { languages, identityMode, label } = found.wave;
	const language = languages.find((code) => code === searchParams.get('language')) ?? languages[0] ?? 'en';
	const words = (text: Parameters<typeof say>[0]) => plainText(say(text, language));
	const { introduction, closing, title, privacy } = instrument;
	const asked = searchParams.get('style');
	const style: 'ordinary' | 'large' | 'easy' = asked === 'large' || asked === 'easy' ? asked : 'ordinary';
	return {
		...{ survey, wave: found.wave.id, label, languages, identityMode, language, letter, style },
		letters: layouts.map((layout) => layout.letter),
		...{ title: words(title), introduction: words(introduction), closing: words(closing) },
		...{ purpose: words(privacy.purpose), collects: words(privacy.collects), published: words(privacy.published) },
		sections: printedForm(instrument, language, arms),
	};
};
