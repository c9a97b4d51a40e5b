/** Which parts of an image made the model say that: the methods, and what they need of a model. */
@org.jspecify.annotations.NullMarked
package org.limn.attribution;
