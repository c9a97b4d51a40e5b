@org.jspecify.annotations.NullMarked
package org.limn.evaluation.pic;
