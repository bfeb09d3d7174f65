/**
 * Third-party components of the sample product, one a line: name, version, licence, supplier, then, where the release before had another
 * version, that version; `-` where it did not have the component.
 */
export const NPM = `
@babel/runtime 7.24.1 MIT Babel
@capacitor/android 5.7.4 MIT Ionic 5.6.0
@capacitor/app 5.0.7 MIT Ionic
@capacitor/browser 5.2.0 MIT Ionic
@capacitor/core 5.7.4 MIT Ionic 5.6.0
@capacitor/device 5.0.7 MIT Ionic
@capacitor/filesystem 5.2.1 MIT Ionic
@capacitor/haptics 5.0.7 MIT Ionic
@capacitor/ios 5.7.4 MIT Ionic 5.6.0
@capacitor/keyboard 5.0.8 MIT Ionic
@capacitor/network 5.0.7 MIT Ionic
@capacitor/preferences 5.0.7 MIT Ionic
@capacitor/share 5.0.7 MIT Ionic
@capacitor/splash-screen 5.0.7 MIT Ionic
@capacitor/status-bar 5.0.7 MIT Ionic
@emotion/cache 11.11.0 MIT Emotion
@emotion/hash 0.9.1 MIT Emotion
@emotion/is-prop-valid 1.2.2 MIT Emotion
@emotion/memoize 0.8.1 MIT Emotion
@emotion/react 11.11.4 MIT Emotion
@emotion/serialize 1.1.3 MIT Emotion
@emotion/sheet 1.2.2 MIT Emotion
@emotion/styled 11.11.0 MIT Emotion
@emotion/unitless 0.8.1 MIT Emotion
@emotion/use-insertion-effect-with-fallbacks 1.0.1 MIT Emotion
@emotion/utils 1.2.1 MIT Emotion
@emotion/weak-memoize 0.3.1 MIT Emotion
@floating-ui/core 1.6.0 MIT Floating_UI
@floating-ui/dom 1.6.3 MIT Floating_UI
@floating-ui/react-dom 2.0.8 MIT Floating_UI
@floating-ui/utils 0.2.1 MIT Floating_UI
@formatjs/ecma402-abstract 1.18.2 MIT FormatJS
@formatjs/fast-memoize 2.2.0 MIT FormatJS
@formatjs/icu-messageformat-parser 2.7.6 MIT FormatJS
@formatjs/icu-skeleton-parser 1.8.0 MIT FormatJS
@formatjs/intl 2.10.1 MIT FormatJS
@formatjs/intl-displaynames 6.6.6 MIT FormatJS
@formatjs/intl-listformat 7.5.5 MIT FormatJS
@formatjs/intl-localematcher 0.5.4 MIT FormatJS
@mui/base 5.0.0-beta.40 MIT MUI
@mui/core-downloads-tracker 5.15.14 MIT MUI
@mui/material 5.15.14 MIT MUI
@mui/private-theming 5.15.14 MIT MUI
@mui/styled-engine 5.15.14 MIT MUI
@mui/system 5.15.14 MIT MUI
@mui/types 7.2.14 MIT MUI
@mui/utils 5.15.14 MIT MUI
@popperjs/core 2.11.8 MIT Popper
@reduxjs/toolkit 2.2.3 MIT Redux
@remix-run/router 1.15.3 MIT Remix
@xstate/react 4.1.1 MIT Stately
ajv 8.12.0 MIT Ajv
ajv-formats 2.1.1 MIT Ajv
asynckit 0.4.0 MIT Alex_Indigo
axios 1.6.8 MIT Axios 1.6.7
clsx 2.1.0 MIT Luke_Edwards
combined-stream 1.0.8 MIT Felix_Geisendörfer
csstype 3.1.3 MIT Fredrik_Nicol
date-fns 3.6.0 MIT date-fns
date-fns-tz 3.1.3 MIT Marnus_Weststrate
delayed-stream 1.0.0 MIT Felix_Geisendörfer
dom-helpers 5.2.1 MIT React_Bootstrap
fast-deep-equal 3.1.3 MIT Evgeny_Poberezkin
find-root 1.1.0 MIT jsdnxx
follow-redirects 1.15.6 MIT Ruben_Verborgh 1.15.5
form-data 4.0.0 MIT Form_Data
hoist-non-react-statics 3.3.2 BSD-3-Clause Michael_Ridgway
idb 8.0.0 ISC Jake_Archibald
immediate 3.0.6 MIT Calvin_Metcalf
immer 10.0.4 MIT Immer
intl-messageformat 10.5.11 BSD-3-Clause FormatJS
jose 5.2.3 MIT Filip_Skokan
js-tokens 4.0.0 MIT Simon_Lydell
json-schema-traverse 1.0.0 MIT Evgeny_Poberezkin
lie 3.1.1 MIT Calvin_Metcalf
localforage 1.10.0 Apache-2.0 Mozilla
lodash-es 4.17.21 MIT OpenJS_Foundation
loose-envify 1.4.0 MIT Andres_Suarez
lru-cache 6.0.0 ISC Isaac_Z._Schlueter
mime-db 1.52.0 MIT jshttp
mime-types 2.1.35 MIT jshttp
object-assign 4.1.1 MIT Sindre_Sorhus
pako 2.1.0 MIT Nodeca
prop-types 15.8.1 MIT Meta
proxy-from-env 1.1.0 MIT Rob_Wu
punycode 2.3.1 MIT Mathias_Bynens
react 18.2.0 MIT Meta
react-dom 18.2.0 MIT Meta
react-error-boundary 4.0.13 MIT Brian_Vaughn -
react-hook-form 7.51.2 MIT React_Hook_Form
react-intl 6.6.4 BSD-3-Clause FormatJS
react-is 18.2.0 MIT Meta
react-redux 9.1.0 MIT Redux
react-router 6.22.3 MIT Remix
react-router-dom 6.22.3 MIT Remix
react-transition-group 4.4.5 BSD-3-Clause React_Bootstrap
redux 5.0.1 MIT Redux
redux-thunk 3.1.0 MIT Redux
regenerator-runtime 0.14.1 MIT Meta
require-from-string 2.0.2 MIT Vsevolod_Strukchinsky
reselect 5.1.0 MIT Redux
scheduler 0.23.0 MIT Meta
semver 7.6.0 ISC npm
stylis 4.2.0 MIT Sultan_Tarimo
tslib 2.6.2 0BSD Microsoft
uri-js 4.4.1 BSD-2-Clause Gary_Court
use-sync-external-store 1.2.0 MIT Meta
uuid 9.0.1 MIT uuidjs
workbox-core 7.0.0 MIT Google -
xstate 5.9.1 MIT Stately
yallist 4.0.0 ISC Isaac_Z._Schlueter
zod 3.22.4 MIT Colin_McDonnell
`;

export const MAVEN = `
androidx.activity:activity 1.8.0 Apache-2.0 Android_Open_Source_Project
androidx.annotation:annotation 1.7.1 Apache-2.0 Android_Open_Source_Project
androidx.appcompat:appcompat 1.6.1 Apache-2.0 Android_Open_Source_Project
androidx.biometric:biometric 1.1.0 Apache-2.0 Android_Open_Source_Project
androidx.browser:browser 1.7.0 Apache-2.0 Android_Open_Source_Project
androidx.collection:collection 1.3.0 Apache-2.0 Android_Open_Source_Project
androidx.coordinatorlayout:coordinatorlayout 1.2.0 Apache-2.0 Android_Open_Source_Project
androidx.core:core 1.12.0 Apache-2.0 Android_Open_Source_Project
androidx.core:core-splashscreen 1.0.1 Apache-2.0 Android_Open_Source_Project
androidx.fragment:fragment 1.6.2 Apache-2.0 Android_Open_Source_Project
androidx.lifecycle:lifecycle-runtime 2.6.2 Apache-2.0 Android_Open_Source_Project
androidx.security:security-crypto 1.0.0 Apache-2.0 Android_Open_Source_Project
androidx.sqlite:sqlite 2.4.0 Apache-2.0 Android_Open_Source_Project
androidx.startup:startup-runtime 1.1.1 Apache-2.0 Android_Open_Source_Project
androidx.webkit:webkit 1.9.0 Apache-2.0 Android_Open_Source_Project 1.8.0
com.google.android.material:material 1.11.0 Apache-2.0 Google
com.google.code.gson:gson 2.10.1 Apache-2.0 Google
com.google.crypto.tink:tink-android 1.12.0 Apache-2.0 Google
com.squareup.okhttp3:okhttp 4.12.0 Apache-2.0 Square
com.squareup.okio:okio-jvm 3.6.0 Apache-2.0 Square
net.zetetic:sqlcipher-android 4.5.6 BSD-3-Clause Zetetic -
org.jetbrains.kotlin:kotlin-stdlib 1.9.22 Apache-2.0 JetBrains
org.jetbrains.kotlinx:kotlinx-coroutines-android 1.7.3 Apache-2.0 JetBrains
org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm 1.7.3 Apache-2.0 JetBrains
org.jetbrains:annotations 23.0.0 Apache-2.0 JetBrains
`;

export const PYPI = `
attrs 23.2.0 MIT Hynek_Schlawack
jsonschema 4.21.1 MIT Julian_Berman
jsonschema-specifications 2023.12.1 MIT Julian_Berman
networkx 3.2.1 BSD-3-Clause NetworkX_Developers
pydantic 2.6.4 MIT Pydantic
pydantic-core 2.16.3 MIT Pydantic
pyyaml 6.0.1 MIT YAML
referencing 0.34.0 MIT Julian_Berman
rpds-py 0.18.0 MIT Julian_Berman
typing-extensions 4.10.0 PSF-2.0 Python_Typing
`;
