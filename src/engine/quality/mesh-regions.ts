/**
 * Contours of the 468-point face mesh as closed rings of point numbers, in drawing order (MediaPipe Face Mesh
 * topology, `face_mesh_connections`). Left and right are those of an upright picture, not the person's own.
 */
export const meshRegions = {
  faceOval: [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
  ],
  leftEye: [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
  rightEye: [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
  /** Eyelids and the socket around them. */
  leftEyeSocket: [130, 247, 30, 29, 27, 28, 56, 190, 243, 112, 26, 22, 23, 24, 110, 25],
  rightEyeSocket: [359, 467, 260, 259, 257, 258, 286, 414, 463, 341, 256, 252, 253, 254, 339, 255],
  leftEyebrow: [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
  rightEyebrow: [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
  outerLips: [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146],
  innerLips: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95],
  nostrils: [98, 97, 2, 326, 327, 294, 278, 439, 438, 457, 274, 1, 44, 237, 218, 219, 48, 64],
} as const;
export type MeshRegion = keyof typeof meshRegions;

/** Single points with a name of their own. */
export const meshPoints = {
  leftEyeOuterCorner: 33,
  leftEyeInnerCorner: 133,
  rightEyeOuterCorner: 263,
  rightEyeInnerCorner: 362,
  chin: 152,
  foreheadTop: 10,
  noseTip: 1,
  leftMouthCorner: 61,
  rightMouthCorner: 291,
  upperLipTop: 0,
  upperLipInner: 13,
  lowerLipInner: 14,
  lowerLipBottom: 17,
  leftFaceSide: 234,
  rightFaceSide: 454,
} as const;

/** Upper and lower lid points that lie above each other, from the outer to the inner corner. */
export const eyelidPairs = {
  left: [
    [246, 7],
    [161, 163],
    [160, 144],
    [159, 145],
    [158, 153],
    [157, 154],
    [173, 155],
  ],
  right: [
    [466, 249],
    [388, 390],
    [387, 373],
    [386, 374],
    [385, 380],
    [384, 381],
    [398, 382],
  ],
} as const;
