/** Maps that say nothing about the model: what a method must beat before its map means something. */
@org.jspecify.annotations.NullMarked
package org.limn.attribution.control;
