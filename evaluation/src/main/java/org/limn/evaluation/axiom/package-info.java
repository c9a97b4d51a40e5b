/** What explanations should satisfy by definition: completeness, sensitivity, faithfulness to removals, and how few pixels they need. */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.axiom;
