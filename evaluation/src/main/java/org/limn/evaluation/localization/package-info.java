/** How well a map finds the object: figures of a map against a box or a mask. */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.localization;
