import { asks, choice, tiny } from './tiny.ts';

/** `use` 1 leads to `why` and `where`; any other answer goes straight to `next_year`. `where` asks those who chose 2. */
export const routed = tiny('routed', [
	choice('use'),
	choice('why', 3, { askIf: { question: 'use', is: 1 } }),
	asks({ id: 'where', kind: 'text', most: 100, askIf: { question: 'why', is: 2 } }),
	choice('next_year'),
]);
