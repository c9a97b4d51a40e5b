/** How well a map finds the object: figures of a map against a box or a mask, and where such truths are read from. */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.localization;
