/** A number to call: pressed on a phone, it dials. */
export const Telephone = ({ number }: { number: string }) => (
  <a class="go tel" href={`tel:${number.replaceAll('-', '')}`}>
    {number}
  </a>
);
