/** Where objects are in photos, as files say it: PASCAL and ImageNet XML, COCO JSON, CSV, masks. */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.truth;
