/**
 * Of all formats together. Grows by its second number when fields or values are added, by its first when
 * one changes its meaning or goes (docs/json-formats.md).
 */
export const formatVersion = '1.2';
