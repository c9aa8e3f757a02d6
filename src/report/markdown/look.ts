import { plain, type Look } from '../text/style.ts';

/**
 * Longest comment, in characters: GitHub refuses one of more than 65,536 ("Body is too long", its REST API),
 * GitLab one of about 1,000,000 (Application limits, size of comments). What posts the comment may add
 * to it, so some room is left.
 */
export const commentLimit = 60_000;

/** Nothing is wrapped: a wrapped value could start a line with a fence. */
export const unwrapped: Look = { style: plain, width: Infinity, clip: 500 };
