package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aparapi.device.OpenCLDevice;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.gpu.kernel.NetKernel;

/** A kernel that cannot run on its device does not run at all; Aparapi by itself would run it in Java. */
class RefusalTest {
    /** Switches, which Aparapi does not translate. */
    static final class Untranslatable extends NetKernel {
        static int ran;

        @Override
        public void run() {
            switch (getGlobalId() % 3) {
                case 0 -> nonce(1);
                case 1 -> nonce(2);
                default -> nonce(3);
            }
        }

        private static void nonce(int n) {
            ran += n;
        }
    }

    @Test
    void anUntranslatableKernelRaisesWhenTheDeviceIsOpenedAndNeverRunsInJava() {
        OpenCLDevice device = OpenClDevice.any();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> new Session(device, new Untranslatable()))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("could not be translated");
        }
        assertThat(Untranslatable.ran).isZero();
    }

    @Test
    void anotherKernelStillRunsAfterOneWasRefused() {
        OpenCLDevice device = OpenClDevice.any();
        assertThatThrownBy(() -> new Session(device, new Untranslatable())).isInstanceOf(DeviceException.class);
        new Session(device, new NetKernel()).close();
    }

    @Test
    void aLaunchThatFailsRaisesAndTheNextDeviceRunsAgain() {
        OpenCLDevice device = OpenClDevice.any();
        int tooMany = 2 * device.getMaxWorkGroupSize();
        assertThatThrownBy(() -> new Session(device, new NetKernel(), Dispatch.WHOLE, tooMany))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("open the device again");
        new Session(device, new NetKernel()).close();
    }
}
