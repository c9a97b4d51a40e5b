/** How a network's score changes while pixels are removed or inserted in the order of a map. */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.occlusion;
