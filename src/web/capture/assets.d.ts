declare module '#blaze-face/*?url' {
  const url: string;
  export default url;
}
