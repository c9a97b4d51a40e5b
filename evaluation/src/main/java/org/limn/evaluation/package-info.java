/** How good an explanation is: measures, and studies over many images and methods. */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation;
