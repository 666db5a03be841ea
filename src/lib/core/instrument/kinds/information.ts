import { z } from 'zod';
import { questionCommon } from '../question.ts';
import { Text } from '../text.ts';
import { accepted } from './declining.ts';
import type { Kind } from './kind.ts';

/** A page to read, with nothing to answer: `text` is its heading and `body` the words under it. No column. */
export const InformationPage = z.strictObject({ ...questionCommon, kind: z.literal('information'), body: Text });
export type InformationPage = z.infer<typeof InformationPage>;

export const information: Kind<InformationPage> = {
	schema: InformationPage,
	check: () => accepted({ seen: true }),
	accepts: (_question, answer) => 'seen' in answer,
	variables: () => [],
	cells: () => [],
};
