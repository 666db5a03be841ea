/** Estimates from any CSV by a request in JSON: the file, the design, the calibration, the statistics, the answer. */
export { type EstimationAnswer, type AnsweredEstimate, type AnsweredRow } from './answer.ts';
export { type Answered, answerRequest } from './answer-request.ts';
export { type Failure, failure } from './failure.ts';
export { EstimationRequest } from './request.ts';
export { type Table, tableBuilder } from './table.ts';
