package org.limn.evaluation.truth;

/**
 * One object in a photo.
 *
 * @param object what the file calls it: a class's name or number, or a name that {@code classes.csv} explains
 * @param source the file that says so
 */
record Annotation(String object, Outline outline, String source) {}
