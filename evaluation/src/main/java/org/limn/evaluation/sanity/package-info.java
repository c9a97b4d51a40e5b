/** Whether explanations depend on what they should: on the model's weights and labels, and on the function where its shape is known. */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.sanity;
